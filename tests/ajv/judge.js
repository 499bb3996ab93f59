// Judges documents by a schema: node judge.js SCHEMA, in which ajv is found by way of SITREP_AJV.
// Each line of standard input is a document, each line of standard output is true or false.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";

const require = createRequire(join(process.env.SITREP_AJV, "package.json"));
const Ajv = require("ajv/dist/2020").default;

// By default ajv warns on standard error, which the tests want empty.
const validate = new Ajv().compile(JSON.parse(readFileSync(process.argv[2], "utf8")));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(validate(JSON.parse(line)));
}
