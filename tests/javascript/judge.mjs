// Answers a line for each line of standard input, so that one process judges them all.

import { createInterface } from "node:readline";

import { Refused, idOf, load, loadRecord, merge, subjectOf, write } from "./sitrep.mjs";

const TASKS = {
  read: ({ base64 }) => ({ canonical: write(load(Buffer.from(base64, "base64"))) }),
  record: ({ record }) => {
    const read = loadRecord(JSON.stringify(record));
    return { canonical: write(read), id: idOf(read), subject: write(subjectOf(read)) };
  },
  merge: ({ reports }) => ({ merged: write(merge(...reports.map(load))) }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { task, ...given } = JSON.parse(line);
  try {
    console.log(JSON.stringify(TASKS[task](given)));
  } catch (error) {
    console.log(JSON.stringify(error instanceof Refused ? { faults: error.faults } : { broken: String(error.stack) }));
  }
}
