// Compiles the modules in archives with the Python that will run them: node compile.mjs PYODIDE ARCHIVE...
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [runtime, ...archives] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`));
const pyodide = await loadPyodide({ indexURL: `${runtime}/`, env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
for (const archive of archives) {
  pyodide.FS.writeFile("/given.zip", readFileSync(archive));
  pyodide.runPython(`
import marshal
from importlib.util import MAGIC_NUMBER
from zipfile import ZipFile, ZipInfo

# Never compared with a source: it is the only one.
HEAD = MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)

with ZipFile("/given.zip") as given, ZipFile("/made.zip", "w") as made:
    for name in sorted(given.namelist()):
        content = given.read(name)
        if name.endswith(".py"):
            content = HEAD + marshal.dumps(compile(content, name, "exec", dont_inherit=True))
            name += "c"
        made.writestr(ZipInfo(name), content)
`);
  writeFileSync(archive, pyodide.FS.readFile("/made.zip"));
}
