"use strict";
// One file for two sides: a worker that holds Python, so that the page never stands still, and the page itself.
if (typeof document === "undefined") hold();
else use(document.currentScript.textContent);

// The worker. It is told to `boot`, to `install` a bundle of packages, or to `call` a method of the session.

function hold() {
  let pyodide, call;
  const site = "/lib/python3.14/site-packages";
  const step = (number, said) => postMessage({ step: number, said });

  const tasks = {
    async boot({ parts, lock }) {
      step(1, "Unpacking Python");
      const files = {
        "pyodide.asm.wasm": await unpacked(parts["asm.wasm"]),
        "python_stdlib.zip": await unpacked(parts.standard),
      };
      // All that Python asks for is here; there is no other way to load anything.
      self.fetch = async (url) => new Response(files[String(url).split("/").pop()], { headers: { "Content-Type": "application/wasm" } });
      const script = new Blob([await unpacked(parts["asm.mjs"])], { type: "text/javascript" });
      const module = await import(URL.createObjectURL(script));
      step(2, "Starting Python");
      pyodide = await loadPyodide({
        indexURL: "https://this.invalid/",
        lockFileContents: lock,
        createPyodideModule: module.default,
      });
      step(3, "Loading sitrep");
      await tasks.install({ part: parts.core });
      call = pyodide.pyimport("sitrep.browser.session").call;
    },
    async install({ part }) {
      pyodide.unpackArchive(await unpacked(part), "zip", { extractDir: site });
      pyodide.runPython("import importlib; importlib.invalidate_caches()");
    },
    call({ name, given, content }) {
      const made = call(name, JSON.stringify(given), content && pyodide.toPy(content).tobytes());
      return typeof made === "string" ? JSON.parse(made) : { made: made.toJs() };
    },
  };

  let before = Promise.resolve();
  onmessage = ({ data: { id, task, ...given } }) => {
    before = before.then(async () => {
      try {
        postMessage({ id, ...(await tasks[task](given)) });
      } catch (error) {
        postMessage({ id, faults: [`This page is at fault itself, not the file: ${error.message || error}`] });
      }
    });
  };
}

function bytes(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const made = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) made[at] = letters.charCodeAt(at);
  return made;
}

async function unpacked(text) {
  const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The page.

function use(app) {
  const $ = (id) => document.getElementById(id);
  const held = (name) => $(`part-${name}`).textContent;
  const worker = new Worker(URL.createObjectURL(new Blob([held("runtime"), "\n", app], { type: "text/javascript" })));
  const waiting = new Map();
  let number = 0;

  worker.onmessage = ({ data: { id, step, said, ...reply } }) => {
    if (step) {
      $("progress").value = step;
      say(`${said}: step ${step} of 4. You can choose files already.`);
    } else {
      waiting.get(id)(reply);
      waiting.delete(id);
    }
  };
  worker.onerror = (error) => fail([`This browser can't run it: ${error.message}`]);

  const tell = (task, given) =>
    new Promise((done) => {
      waiting.set(++number, done);
      worker.postMessage({ id: number, task, ...given });
    });
  const install = (name) => tell("install", { part: held(name) });

  // Calls a method of the session, with what it needs unpacked when it first does; undefined where it is at fault.
  async function ask(name, given = {}, content, about = "") {
    fail([]);
    document.body.dataset.busy = "";
    let reply = await tell("call", { name, given, content });
    for (const before = new Set(); reply.needs && !before.has(reply.needs); ) {
      before.add(reply.needs);
      say("Unpacking what this needs");
      await install(reply.needs);
      reply = await tell("call", { name, given, content });
    }
    delete document.body.dataset.busy;
    if (reply.faults || reply.needs) {
      say("");
      const faults = reply.faults ?? [`This edition is without ${reply.needs}.`];
      fail(about ? [`${about} can't be read:`, ...faults] : faults);
    }
    return reply.made;
  }

  const say = (words) => ($("status").textContent = words);
  const fail = (faults) => $("faults").replaceChildren(...faults.map((each) => make("li", { textContent: each, dir: "auto" })));

  function make(name, given = {}, ...children) {
    const made = Object.assign(document.createElement(name), given);
    made.append(...children);
    return made;
  }

  function fill(select, options) {
    const chosen = select.value;
    select.replaceChildren(...options.map(([value, textContent]) => make("option", { value, textContent })));
    if (options.some(([value]) => value === chosen)) select.value = chosen;
  }

  const words = (code) => code.replaceAll("_", " ");
  const given = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));

  // Files.

  let state = { files: [], facts: [] };
  const mappings = new Map();

  async function open(files) {
    for (const file of files) {
      say(`Reading ${file.name}`);
      if (file.name.toLowerCase().endsWith(".toml")) {
        const mapping = await file.text();
        for (const each of state.files) if (each.mapping && each.is_empty) await map(each.name, mapping);
        continue;
      }
      const content = new Uint8Array(await file.arrayBuffer());
      update(await ask("open", { name: file.name, source: $("source").value.trim() }, content, file.name), file.name);
    }
  }

  const map = async (name, mapping) => {
    mappings.set(name, mapping);
    update(await ask("map", { name, mapping, source: $("source").value.trim() }, undefined, name), name);
  };

  function update(found, about = "") {
    if (!found) return;
    state = found;
    $("opened").replaceChildren(...state.files.map(shown));
    $("summary").textContent = state.summary || "No report yet.";
    fill($("view").since, [["", "no file"], ...state.files.map(({ name }) => [name, name])]);
    for (const name of ["fact", "other"]) fill($("weigh")[name], [["", "Choose a fact"], ...state.facts]);
    $("more").hidden = !state.more;
    $("more").textContent = `${state.more} more facts aren't listed here.`;
    sources();
    const file = state.files.find(({ name }) => name === about);
    say(file ? `${about}: ${file.said}. All together: ${state.summary || "nothing yet"}` : `Done. ${state.summary}`);
    if (!$("page").hidden) show();
  }

  function shown({ name, said, is_empty, faults, mapping }) {
    const item = make("li", {}, make("bdi", { textContent: name }), `: ${mapping && is_empty ? "a table; say which columns are what" : said} `);
    const away = make("button", { type: "button", textContent: "Take away" });
    away.setAttribute("aria-label", `Take away ${name}`);
    away.onclick = async () => {
      update(await ask("close", { name }));
      $("files-title").focus();
    };
    item.append(away);
    if (faults.length) {
      const list = make("ul", { className: "fault" }, ...faults.map((textContent) => make("li", { textContent, dir: "auto" })));
      item.append(make("details", { open: true }, make("summary", { textContent: "What could not be read" }), list));
    }
    if (mapping) {
      const text = make("textarea", { value: mappings.get(name) ?? mapping, spellcheck: false });
      const read = make("button", { type: "button", textContent: "Read the table" });
      read.setAttribute("aria-label", `Read the table ${name}`);
      read.onclick = () => map(name, text.value);
      const keep = make("button", { type: "button", textContent: "Save the mapping" });
      keep.onclick = () => save(`${name}.toml`, text.value, "application/toml");
      const about = make("label", {}, "Mapping: replace each ???", text);
      item.append(make("details", { open: is_empty }, make("summary", { textContent: `Mapping of ${name}` }), about, make("p", { className: "row" }, read, keep)));
    }
    return item;
  }

  const ready = tell("boot", {
    parts: Object.fromEntries(["asm.mjs", "asm.wasm", "standard", "core"].map((name) => [name, held(name)])),
    lock: held("lock"),
  }).then(async ({ faults }) => {
    $("starting").hidden = true;
    if (faults) return fail(faults);
    const { types, verdicts, kinds } = await ask("choices");
    fill($("choose").record, types);
    fill($("weigh").verdict, verdicts.map((each) => [each, words(each)]));
    fill($("weigh").kind, kinds.map((each) => [each, words(each)]));
    document.body.dataset.ready = "";
    say("Ready.");
  });

  $("files").onchange = async ({ target }) => {
    const files = [...target.files];
    target.value = "";
    await ready;
    await open(files);
  };
  document.ondragover = (event) => event.preventDefault();
  document.ondrop = async (event) => {
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    await ready;
    await open(files);
  };

  // What is seen and saved.

  async function show() {
    say("Making the page");
    const page = await ask("page", given($("view")));
    if (!page) return;
    $("page").srcdoc = new TextDecoder().decode(page);
    $("page").hidden = false;
    say(`Shown below. ${state.summary}`);
  }
  $("view").onsubmit = (event) => {
    event.preventDefault();
    show();
  };

  const KINDS = {
    json: "application/json",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    html: "text/html",
  };

  function save(name, content, type) {
    const address = URL.createObjectURL(new Blob([content], { type }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    say(`${name} is saved where your browser keeps downloads.`);
  }
  for (const button of document.querySelectorAll("[data-save]"))
    button.onclick = async () => {
      const form = button.dataset.save;
      const made = await ask("save", { form, language: $("view").language.value });
      if (made) save(`report.${form}`, made, KINDS[form]);
    };

  // What people judge.

  function sources() {
    const [, , names = []] = state.facts.find(([id]) => id === $("weigh").fact.value) ?? [];
    fill($("weigh").source, names.map((each) => [each, each]));
  }
  $("weigh").fact.onchange = sources;
  $("weigh").onsubmit = async (event) => {
    event.preventDefault();
    const { fact, other, by, at, reason, verdict, source, kind } = given(event.target);
    const said = { by, at, reason };
    const way = event.submitter.value;
    if (way === "judge") update(await ask("judge", { fact, verdict, ...said }));
    // The source's own word is taken back by itself.
    else if (way === "retract") update(await ask("retract", { fact, source, kind, at, reason, by: by === source ? "" : by }));
    else if (!other) fail(["Choose the other fact."]);
    else update(await ask("link", { fact, other, same: way === "same", ...said }));
  };

  $("suggest").onclick = async () => {
    say("Looking for names that are alike");
    const pairs = await ask("suggest");
    if (!pairs) return;
    $("suggested").replaceChildren(
      ...pairs.map(({ facts: [one, other], said, reasons }) => {
        const choose = make("button", { type: "button", textContent: "Choose these two" });
        choose.setAttribute("aria-label", `Choose these two: ${said.join(", ")}`);
        choose.onclick = () => {
          $("weigh").fact.value = one;
          $("weigh").other.value = other;
          sources();
          $("weigh").by.focus();
        };
        return make("li", { dir: "auto" }, `“${said[0]}” may be the same as “${said[1]}”: ${reasons.join("; ")} `, choose);
      }),
    );
    say(pairs.length ? `${pairs.length} pairs, the likeliest first` : "No two subjects look the same.");
  };

  // Forms.

  $("choose").onsubmit = async (event) => {
    event.preventDefault();
    const record = event.target.record.value;
    if (event.submitter.value === "blank") {
      const made = await ask("blank", { types: [record] });
      if (made) save(`${record}.xlsx`, made, KINDS.xlsx);
      return;
    }
    const groups = await ask("form", { record });
    if (!groups) return;
    $("answers").replaceChildren(...groups.flatMap(group), make("button", { textContent: "Add the fact" }));
    $("answers").dataset.record = record;
    $("answers").hidden = false;
    $("answers").querySelector("input, select").focus();
    say("The form is below.");
  };

  function group({ title, questions }) {
    const asked = ({ key, label, meaning, options, is_closed, required }) => {
      const listed = options.map((each) => make("option", { value: each, textContent: each }));
      const input = is_closed
        ? make("select", { name: key, required }, make("option", { value: "" }), ...listed)
        : make("input", { name: key, required, autocomplete: "off", dir: "auto" });
      const about = make("span", { className: "meaning", id: `about-${key}`, textContent: meaning });
      input.setAttribute("aria-describedby", about.id);
      const asking = make("div", {}, make("label", {}, `${label}${required ? " (required)" : ""}`, input), about);
      if (listed.length && !is_closed) {
        asking.append(make("datalist", { id: `list-${key}` }, ...listed));
        input.setAttribute("list", `list-${key}`);
      }
      return asking;
    };
    const often = questions.filter((each) => !each.seldom).map(asked);
    const seldom = questions.filter((each) => each.seldom).map(asked);
    if (seldom.length) often.push(make("details", {}, make("summary", { textContent: "More" }), ...seldom));
    return make("fieldset", {}, make("legend", { textContent: title }), ...often);
  }

  $("answers").onsubmit = async (event) => {
    event.preventDefault();
    const added = await ask("fill", { record: event.target.dataset.record, answers: given(event.target) });
    update(added);
    if (added) event.target.reset();
  };
}
