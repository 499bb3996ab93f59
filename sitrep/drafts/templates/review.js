"use strict";
const draft = JSON.parse(document.getElementById("draft").textContent);
const VERDICTS = { accepted: "Accept", corrected: "Correct", rejected: "Reject", open: "Leave open" };
const OF_ATTRIBUTION = ["source", "via", "said", "stance", "caveats"];

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function labelled(text, field) {
  return element("p", {}, element("label", {}, text, field));
}

const forms = draft.proposals.map((proposal) => {
  const place = document.getElementById("p-" + proposal.id);
  const fields = element("fieldset", {}, element("legend", { textContent: "Decision on “" + proposal.words + "”" }));
  for (const [verdict, words] of Object.entries(VERDICTS)) {
    const radio = element("input", { type: "radio", name: "v-" + proposal.id, value: verdict });
    radio.disabled = verdict === "accepted" && !proposal.whole;
    fields.append(element("label", {}, radio, " " + words));
  }
  const said = Object.fromEntries(OF_ATTRIBUTION.filter((name) => name in proposal.attribution).map((name) => [name, proposal.attribution[name]]));
  const record = element("textarea", { value: JSON.stringify(proposal.record || {}, null, 2), spellcheck: false });
  const attribution = element("textarea", { value: JSON.stringify(said, null, 2), spellcheck: false });
  const correction = element("div", { hidden: true }, labelled("The record, as JSON", record), labelled("Who says it, as JSON", attribution));
  const reason = element("input", { type: "text" });
  const fault = element("p", { className: "open" });
  fault.setAttribute("role", "alert");
  const why = element("div", { hidden: true }, labelled("Why (may be left out)", reason));
  fields.addEventListener("change", (event) => {
    correction.hidden = event.target.value !== "corrected";
    why.hidden = event.target.value === "accepted";
    tell();
  });
  place.append(fields, correction, why, fault);
  return { proposal, fields, record, attribution, reason, fault, said };
});

const by = element("input", { type: "text", id: "by", autocomplete: "name" });
const count = element("p", {});
count.setAttribute("role", "status");
const button = element("button", { type: "button", textContent: "Save the decisions" });
document.getElementById("save").append(labelled("Your name", by), count, button);
document.getElementById("save").hidden = false;

function chosen(form) {
  const radio = form.fields.querySelector("input:checked");
  return radio && radio.value;
}

function tell() {
  count.textContent = forms.filter(chosen).length + " of " + forms.length + " decided";
}

function decision(form) {
  const verdict = chosen(form);
  const made = { draft: draft.digest, proposal: form.proposal.id, verdict, by: by.value.trim(), at: new Date().toISOString().slice(0, 10) };
  if (verdict === "corrected") {
    made.record = JSON.parse(form.record.value);
    const attribution = JSON.parse(form.attribution.value);
    const changed = Object.entries(attribution).filter(([name, held]) => JSON.stringify(held) !== JSON.stringify(form.said[name]));
    if (changed.length) made.attribution = Object.fromEntries(changed);
  }
  if (verdict !== "accepted" && form.reason.value.trim()) made.reason = form.reason.value.trim();
  return made;
}

button.addEventListener("click", () => {
  if (!by.value.trim()) {
    count.textContent = "Say who decides: a decision without a name is refused.";
    by.focus();
    return;
  }
  const decisions = [];
  let wrong = null;
  for (const form of forms.filter(chosen)) {
    form.fault.textContent = "";
    try {
      decisions.push(decision(form));
    } catch (error) {
      form.fault.textContent = "This is no JSON: " + error.message;
      wrong = wrong || form;
    }
  }
  if (wrong) {
    wrong.record.focus();
    return;
  }
  const content = JSON.stringify({ format: "sitrep-decisions/1", decisions }, null, 2) + "\n";
  const link = element("a", { href: URL.createObjectURL(new Blob([content], { type: "application/json" })), download: "decisions.json" });
  link.click();
  URL.revokeObjectURL(link.href);
  count.textContent = decisions.length + " decisions saved. Apply them with: sitrep draft DRAFT --apply decisions.json";
});
tell();
