"""Reports larger than memory: merged and compared as streams, and by the engines of others."""

from sitrep.scale.streams import (
    FileAtFaultError as FileAtFaultError,
    lacking_files as lacking_files,
    merge_files as merge_files,
)
