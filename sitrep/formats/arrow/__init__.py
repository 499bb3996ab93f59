"""Arrow tables and Parquet files, without loss."""
