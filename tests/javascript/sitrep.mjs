// A reader, a writer and a merge of sitrep/1, written from docs/specification.md alone. The tests hold it to the vectors
// and to the Python library; it is no part of what is installed.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const DECLARATIONS = new URL("../../docs/specification/declarations.json", import.meta.url);
const { format: FORMAT, classes, record_types: TYPES, code_lists: LISTS, countries } = JSON.parse(
  readFileSync(DECLARATIONS, "utf-8"),
);
const COUNTRIES = new Set(countries);
const LARGEST = Number.MAX_SAFE_INTEGER;

// Faults

export class Refused extends Error {
  constructor(faults) {
    super(JSON.stringify(faults));
    this.faults = faults;
  }
}

const refuse = (code, ...path) => new Refused([{ path, code }]);

/** Runs what may be refused; its faults, with a step before their paths, go to the others. */
function gather(faults, step, run) {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    faults.push(...error.faults.map(({ path, code }) => ({ path: [...step, ...path], code })));
    return undefined;
  }
}

// JSON: with members that stand twice, and with the words NaN and Infinity

class JsonObject {
  members = new Map();
  repeated = new Set();
}

/** A number of the text that its double doesn't say. */
class Rounded {}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORDS = { true: true, false: false, null: null, NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };
const DEEPEST = 900;

function parseJson(text) {
  let at = 0;
  const bad = () => refuse("unreadable");
  const skip = () => {
    while (" \t\n\r".includes(text[at]) && at < text.length) at += 1;
  };
  const string = () => {
    const start = at;
    at += 1;
    while (text[at] !== '"') {
      if (at >= text.length) throw bad();
      at += text[at] === "\\" ? 2 : 1;
    }
    at += 1;
    try {
      return JSON.parse(text.slice(start, at));
    } catch {
      throw bad();
    }
  };
  const value = (depth) => {
    if (depth > DEEPEST) throw refuse("too_deep");
    skip();
    const first = text[at];
    if (first === '"') return string();
    if (first === "{") {
      const object = new JsonObject();
      at += 1;
      skip();
      if (text[at] === "}") return (at += 1), object;
      for (;;) {
        skip();
        if (text[at] !== '"') throw bad();
        const name = string();
        skip();
        if (text[at++] !== ":") throw bad();
        if (object.members.has(name)) object.repeated.add(name);
        object.members.set(name, value(depth + 1));
        skip();
        if (text[at] === "}") return (at += 1), object;
        if (text[at++] !== ",") throw bad();
      }
    }
    if (first === "[") {
      const list = [];
      at += 1;
      skip();
      if (text[at] === "]") return (at += 1), list;
      for (;;) {
        list.push(value(depth + 1));
        skip();
        if (text[at] === "]") return (at += 1), list;
        if (text[at++] !== ",") throw bad();
      }
    }
    for (const [word, meant] of Object.entries(WORDS)) {
      if (text.startsWith(word, at)) return (at += word.length), meant;
    }
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(text);
    if (!found) throw bad();
    at += found[0].length;
    return readNumber(found[0]);
  };
  const whole = value(0);
  skip();
  if (at < text.length) throw bad();
  return whole;
}

function readNumber(text) {
  const number = Number(text);
  const isExact = /^-?[0-9]+$/.test(text) || !Number.isFinite(number) || decimal(text) === decimal(String(number));
  return isExact ? number : new Rounded();
}

/** One text for each decimal number, whatever zeros, point and exponent it is written with. */
function decimal(text) {
  const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE](.+))?$/.exec(text);
  const digits = (whole + fraction).replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  return kept && `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

// Writing

function byCharacters(one, other) {
  const [mine, its] = [[...one], [...other]];
  for (let at = 0; at < mine.length && at < its.length; at += 1) {
    const difference = mine[at].codePointAt(0) - its[at].codePointAt(0);
    if (difference) return difference;
  }
  return mine.length - its.length;
}

export function write(data) {
  if (Array.isArray(data)) return `[${data.map(write).join(",")}]`;
  if (typeof data === "number") return writeNumber(data);
  if (data === null || typeof data !== "object") return JSON.stringify(data);
  const names = Object.keys(data).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${write(data[name])}`).join(",")}}`;
}

function writeNumber(number) {
  const text = String(number);
  return text.includes("e") ? number.toFixed(6).replace(/0+$/, "") : text;
}

function uniqueSorted(items) {
  const byText = new Map(items.map((item) => [write(item), item]));
  return [...byText.keys()].sort(byCharacters).map((text) => byText.get(text));
}

// Text

const WHITE = "\\u0009-\\u000D\\u001C-\\u0020\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
const ENDS = new RegExp(`^[${WHITE}]+|[${WHITE}]+$`, "gu");
const RUNS = new RegExp(`[${WHITE}]+`, "gu");
const LAYOUT = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
const NEVER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uD800-\uDFFF\uFFFE\uFFFF]/u;
// Nothing in the language tells the combining class; marks are close enough.
const MARKS = /\p{M}{31}/u;
const POINTING =
  /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8]/gu;

const UNSEEN =
  /[\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200C\u200D\u2061-\u2064\u206A-\u206F\u2800\u3164\uFE00-\uFE0F\uFFA0\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu;

function composed(given) {
  if (typeof given !== "string") throw refuse("wrong_type");
  if (MARKS.test(given)) throw refuse("not_accepted");
  const normal = given.normalize("NFC");
  if (MARKS.test(normal)) throw refuse("not_accepted");
  return normal;
}

function spoken(text) {
  if (text === "") throw refuse("malformed");
  if (NEVER.test(text)) throw refuse("bad_character");
  return text;
}

const oneLine = (text) => text.replace(ENDS, "").replace(RUNS, " ");
const line = (given) => spoken(oneLine(composed(given).replace(LAYOUT, "").normalize("NFC")));
const prose = (given) => spoken(composed(given).replace(/\r\n|\r/g, "\n").replace(ENDS, ""));

function lineOf(form, given, code = "malformed") {
  const text = line(given);
  if (!new RegExp(`^(?:${form})$`, "u").test(text)) throw refuse(code);
  return text;
}

function foldCharacter(character) {
  const code = character.codePointAt(0);
  if (code === 0x131 || (code >= 0x13a0 && code <= 0x13f5)) return character;
  if (code === 0x1e9e) return "ss";
  if ((code >= 0x13f8 && code <= 0x13fd) || (code >= 0xab70 && code <= 0xabbf)) return character.toUpperCase();
  return [...character.toUpperCase()].map((each) => each.toLowerCase()).join("");
}

function folded(name) {
  for (const spelt of [name.replace(POINTING, "").replace(UNSEEN, ""), name]) {
    if (MARKS.test(spelt)) continue;
    const text = oneLine([...spelt.normalize("NFC").normalize("NFKC")].map(foldCharacter).join(""));
    if (text && !MARKS.test(text)) return text.normalize("NFC");
  }
  return name;
}

function language(given) {
  const parts = lineOf("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", given).split("-");
  return parts
    .map((part, place) => {
      if (place && /^[A-Za-z]{4}$/.test(part)) return part[0].toUpperCase() + part.slice(1).toLowerCase();
      return place && part.length === 2 ? part.toUpperCase() : part.toLowerCase();
    })
    .join("-");
}

function age(given) {
  const text = lineOf("(0|[1-9][0-9]{0,2})(-(0|[1-9][0-9]{0,2})|\\+)( months)?|unknown", given);
  const [, first, second] = /^([0-9]+)-([0-9]+)/.exec(text) ?? [];
  if (Number(first) > Number(second)) throw refuse("bounds_out_of_order");
  return text;
}

function country(given) {
  const code = line(given);
  if (COUNTRIES.has(code) || /^(?:AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z])$/.test(code)) return code;
  throw refuse("not_in_list");
}

function code({ list }, given) {
  const { open, codes } = LISTS[list];
  if (codes.includes(given)) return given;
  const isOther = open && typeof given === "string" && /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(given);
  if (isOther && !codes.some((each) => each.toLowerCase() === given)) return given;
  throw refuse("not_in_list");
}

// Numbers

function number({ whole, least, most }, given) {
  if (given instanceof Rounded) throw refuse("too_precise");
  if (typeof given !== "number") throw refuse("wrong_type");
  if (!Number.isFinite(given)) throw refuse("out_of_range");
  const value = given === 0 ? 0 : given;
  if (Number.isInteger(value)) {
    if (Math.abs(value) > LARGEST) throw refuse("out_of_range");
  } else {
    const [, decimals, exponent] = /^-?[0-9]+(?:\.([0-9]+))?(?:e(.+))?$/.exec(String(value));
    if ((decimals ?? "").length - Number(exponent ?? 0) > 6) throw refuse("too_precise");
    if (whole) throw refuse("wrong_type");
  }
  if (value < least || value > most) throw refuse("out_of_range");
  return value;
}

// Periods

const DATE = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?$/;
const TIME = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?$/;

function instant(year, month, day, hour = 0, minute = 0, second = 0) {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (year < 1 || at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) {
    throw refuse("no_such_date");
  }
  return at.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

function moment(text) {
  const time = TIME.exec(text);
  if (time) return readTime(time);
  const found = DATE.exec(text);
  if (!found) throw refuse("malformed");
  const [year, month, day] = found.slice(1, 4).map((each) => each && Number(each));
  const earliest = instant(year, month ?? 1, day ?? 1);
  let after = new Date(earliest);
  if (day !== undefined) after.setUTCDate(day + 1);
  else if (month !== undefined) after.setUTCMonth(month);
  else after.setUTCFullYear(year + 1);
  return { text, earliest, latest: after.getTime() - 1000, isTime: false, isUtc: false };
}

function readTime([, year, month, day, hour, minute, second, offset]) {
  if (Number(minute) > 59 || Number(second ?? 0) > 59) throw refuse("no_such_date");
  let earliest = instant(...[year, month, day, hour, minute, second ?? 0].map(Number));
  if (offset && offset !== "Z") {
    const [hours, minutes] = offset.slice(1).split(":").map(Number);
    if (hours > 23 || minutes > 59) throw refuse("no_such_date");
    earliest -= (offset[0] === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
    if (earliest < instant(1, 1, 1) || earliest > instant(9999, 12, 31, 23, 59, 59)) throw refuse("no_such_date");
  }
  const text = new Date(earliest).toISOString().slice(0, second === undefined ? 16 : 19) + (offset ? "Z" : "");
  const latest = earliest + (second === undefined ? 59_000 : 0);
  return { text, earliest, latest, isTime: true, isUtc: Boolean(offset) };
}

function period(given) {
  const text = line(given);
  const cut = text.indexOf("/");
  const ends = (cut < 0 ? [text] : [text.slice(0, cut), text.slice(cut + 1)]).map((end) =>
    cut >= 0 && (end === "" || end === "..") ? end : moment(end),
  );
  const known = ends.filter((end) => typeof end === "object");
  if (known.length === 0) throw refuse("states_nothing");
  if (new Set(known.filter((end) => end.isTime).map((end) => end.isUtc)).size > 1) throw refuse("contradiction");
  if (known.at(-1).latest < known[0].earliest) throw refuse("end_before_start");
  const written = ends.map((end) => end.text ?? end);
  return written[0] === written.at(-1) ? written[0] : written.join("/");
}

// Kinds

function read(kind, data) {
  if (data === null) throw refuse("wrong_type");
  switch (kind.kind) {
    case "line":
      return kind.form ? lineOf(kind.form, data) : line(data);
    case "prose":
      return prose(data);
    case "language":
      return language(data);
    case "age":
      return age(data);
    case "claim_id":
      return lineOf("[a-z][a-z0-9_]*:[0-9a-f]{64}", data);
    case "country":
      return country(data);
    case "period":
      return period(data);
    case "number":
      return number(kind, data);
    case "flag":
      if (typeof data !== "boolean") throw refuse("wrong_type");
      return data;
    case "code":
      return code(kind, data);
    case "value":
      return kind.class === "Claim" ? readClaim(data) : readClass(kind.class, data);
    case "figure":
      return readFigure(kind, data);
    case "record":
      return readRecord(data);
    case "subject":
      return readSubject(data);
    default:
      return readMany(kind, data);
  }
}

function readMany(kind, data) {
  if (!Array.isArray(data)) throw refuse("wrong_type");
  const faults = [];
  const items = data.map((item, place) => gather(faults, [place], () => read(kind.of, item)));
  if (faults.length) throw new Refused(faults);
  if (kind.required && items.length === 0) throw refuse("missing");
  if (kind.kind === "list") return items;
  return join(kind.of, items);
}

// Objects

function membersOf(data) {
  if (!(data instanceof JsonObject)) throw refuse("wrong_type");
  if (data.repeated.size) throw new Refused([...data.repeated].map((name) => ({ path: [name], code: "repeated" })));
  return new Map(data.members);
}

const defaultOf = (member) => member.default ?? (member.kind === "flag" ? false : undefined);

function isGiven(member, value) {
  if (value === undefined || value === defaultOf(member)) return false;
  return !(Array.isArray(value) && value.length === 0);
}

/** Reads an object's members; `judge` yields the faults between them, of the members that are given. */
function readMembers(members, given, judge, beside = {}) {
  const faults = [];
  const value = {};
  let strangers = 0;
  for (const [name, item] of given) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) {
      strangers += 1;
      faults.push({ path: [name], code: "unknown_field" });
    } else {
      const held = gather(faults, [name], () => read(member, item));
      if (isGiven(member, held)) value[name] = held;
    }
  }
  for (const [name, member] of Object.entries(members)) {
    if (member.required && !given.has(name)) faults.push({ path: [name], code: "missing" });
  }
  if (faults.length === strangers) {
    faults.push(...[...judge(value)].filter(({ path }) => path.length || !strangers));
  }
  if (faults.length) throw new Refused(faults);
  return { ...beside, ...value };
}

const fault = (code, ...path) => ({ path, code });
const has = (value, ...names) => names.some((name) => value[name] !== undefined);

const STATED = ["low", "best", "high", "above", "below"];
const AT_MOST = [
  ["low", "best"], ["best", "high"], ["low", "high"], ["best", "of"], ["high", "of"], ["low", "of"], ["below", "of"],
];
const LESS = [
  ["above", "best"], ["above", "high"], ["above", "below"], ["above", "of"], ["best", "below"], ["low", "below"],
];

function* figureFaults(figure) {
  const numbers = [...STATED, "of"].filter((name) => has(figure, name));
  const isStated = has(figure, ...STATED);
  const isWhole = ["persons", "households"].includes(figure.unit ?? "persons") && !has(figure, "per");
  if (figure.missing) {
    for (const name of [...numbers, "term", "per"]) if (has(figure, name)) yield fault("contradiction", name);
  } else if (!isStated && !figure.term) yield fault("states_nothing");
  if (figure.approximate && !isStated) yield fault("incomplete", "approximate");
  if (has(figure, "above") && has(figure, "low")) yield fault("contradiction", "above");
  if (has(figure, "below") && has(figure, "high")) yield fault("contradiction", "below");
  const both = ([one, other]) => has(figure, one) && has(figure, other);
  const room = (pair) => (isWhole && pair[0] === "above" && pair[1] === "below" ? 1 : 0);
  const wrong =
    AT_MOST.filter(both).find(([one, other]) => figure[one] > figure[other]) ??
    LESS.filter(both).find((pair) => figure[pair[0]] + room(pair) >= figure[pair[1]]);
  if (wrong) yield fault("bounds_out_of_order", wrong[0]);
  if (isWhole) {
    for (const name of numbers) {
      if (!Number.isInteger(figure[name]) || figure[name] < (name === "below" ? 1 : 0)) yield fault("out_of_range", name);
    }
  }
}

const RULES = {
  Figure: figureFaults,
  *Place(place) {
    const names = Object.keys(place);
    if (names.every((name) => name === "admin_level" || name === "within")) yield fault("states_nothing");
    for (const [one, other] of [["latitude", "longitude"], ["longitude", "latitude"]]) {
      if (has(place, one) && !has(place, other)) yield fault("incomplete", one);
    }
    const parts = place.parts ?? [];
    if (parts.length === 1) yield fault("too_few", "parts");
    for (const [index, part] of parts.entries()) if (part.parts) yield fault("misplaced", "parts", index);
  },
  *Document(document) {
    if (!has(document, "title", "publisher", "url", "sha256")) yield fault("states_nothing");
  },
  *Span(span) {
    if (span.end <= span.start) yield fault("bounds_out_of_order", "end");
  },
  *Attribution(attribution) {
    if (attribution.span && !attribution.document) yield fault("incomplete", "span");
  },
  *Retraction(retraction) {
    if (retraction.replaced_by === retraction.claim) yield fault("replaces_itself", "replaced_by");
  },
  *Link(link) {
    if (link.subjects.length !== 2) yield fault("too_few", "subjects");
  },
};
const NONE = () => [];

function readClass(name, data) {
  return readMembers(classes[name].members, membersOf(data), RULES[name] ?? NONE);
}

function readFigure({ unit, only, money }, data) {
  const named = data instanceof JsonObject ? data.members.get("unit") : undefined;
  if (named === "persons" && unit !== "persons" && !data.repeated.size) throw refuse("not_accepted", "unit");
  const figure = readClass("Figure", data);
  if (named === undefined && unit && unit !== "persons") {
    figure.unit = unit;
    const faults = [...figureFaults(figure)];
    if (faults.length) throw new Refused(faults);
  }
  const its = figure.unit ?? "persons";
  if (its !== unit && (only || its === "persons")) throw refuse("wrong_unit", "unit");
  if (money && !(its === its.toUpperCase() && its !== its.toLowerCase())) throw refuse("wrong_unit", "unit");
  return figure;
}

function typeOf(members) {
  if (!members.has("type")) throw refuse("missing", "type");
  const type = members.get("type");
  if (typeof type !== "string") throw refuse("wrong_type", "type");
  if (!Object.hasOwn(TYPES, type)) throw refuse("unknown_type", "type");
  members.delete("type");
  return type;
}

function readRecord(data) {
  const given = membersOf(data);
  const type = typeOf(given);
  const { members, counts, stands_alone: standsAlone } = TYPES[type];
  return readMembers(members, given, judge, { type });

  function* judge(record) {
    const states = Object.keys(record).some(
      (name) => members[name].role === "value" || (members[name].role === "category" && has(record, members[name].named_by)),
    );
    if (!states && !standsAlone) yield fault("states_nothing");
    if (counts && record.since && record.measure !== "cumulative") yield fault("contradiction", "since");
  }
}

function readClaim(data) {
  const given = membersOf(data);
  const stated = given.get("id");
  const hasId = given.delete("id");
  const claim = readMembers(classes.Claim.members, given, NONE);
  claim.id = idOf(claim.record);
  if (hasId && stated !== claim.id) throw refuse("mismatch", "id");
  return claim;
}

export const idOf = (record) => `${record.type}:${createHash("sha256").update(write(record), "utf-8").digest("hex")}`;

function readReport(data) {
  const given = membersOf(data);
  const faults = [];
  const format = given.get("format");
  if (!given.delete("format")) faults.push(fault("missing", "format"));
  else if (format !== FORMAT) throw refuse("unreadable", "format");
  const report = gather(faults, [], () => readMembers(classes.SitRep.members, given, NONE, { format: FORMAT }));
  if (faults.length) throw new Refused(faults);
  return report;
}

// Subjects

function identity(kind, value) {
  if (kind.kind === "prose" || (kind.kind === "line" && !kind.form)) return folded(value);
  if (kind.kind === "set" || kind.kind === "list") return uniqueSorted(value.map((item) => identity(kind.of, item)));
  return kind.kind === "value" && kind.class === "Place" ? placeIdentity(value) : value;
}

function placeIdentity(place) {
  if (place.pcode) return { pcode: place.pcode };
  if (place.parts) {
    const parts = uniqueSorted(place.parts.map(placeIdentity));
    return parts.length > 1 ? { parts } : parts[0];
  }
  const kept = (...names) => Object.fromEntries(names.filter((name) => has(place, name)).map((name) => [name, place[name]]));
  if (place.name) {
    const within = place.within ? { within: line(folded(place.within)) } : {};
    return { name: line(folded(place.name)), ...within, ...kept("country", "admin_level") };
  }
  if (place.country) return place.admin_level ? kept("country", "admin_level") : kept("country");
  if (!has(place, "latitude")) return place;
  return { latitude: place.latitude, longitude: place.longitude === -180 ? 180 : place.longitude };
}

const identifies = (member, value) =>
  member.role === "subject" || (member.role === "category" && !has(value, member.named_by));

export function subjectOf(record) {
  const { members } = TYPES[record.type];
  const subject = { type: record.type };
  for (const [name, member] of Object.entries(members)) {
    if (has(record, name) && identifies(member, record)) subject[name] = identity(member, record[name]);
  }
  return subject;
}

function readSubject(data) {
  const given = membersOf(data);
  const type = typeOf(given);
  const there = Object.fromEntries(given);
  const members = Object.fromEntries(Object.entries(TYPES[type].members).filter(([, member]) => identifies(member, there)));
  return subjectOf(readMembers(members, given, NONE, { type }));
}

// The join

/** The items of a set, each once and in order: claims by their ids, all else by its text without labels. */
function join(kind, items) {
  const { labels = [] } = classes[kind.class] ?? {};
  const joined = new Map();
  for (const item of items) {
    const key = kind.class === "Claim" ? item.id : write(without(labels, item));
    joined.set(key, joined.has(key) ? joinTwo(classes[kind.class], joined.get(key), item) : item);
  }
  return [...joined.keys()].sort(byCharacters).map((key) => joined.get(key));
}

function without(labels, item) {
  if (!labels.length) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => !labels.includes(name)));
}

/** One of two that have one key: both have the members of the class but for labels, and claims their attributions. */
function joinTwo(declared, held, item) {
  if (!declared) return held;
  const { labels, members } = declared;
  const both = { ...held, ...item };
  for (const name of labels.filter((label) => has(held, label) && has(item, label))) {
    const { codes } = LISTS[members[name].list];
    both[name] = codes[Math.max(codes.indexOf(held[name]), codes.indexOf(item[name]))];
  }
  if (members.attributions) both.attributions = join(members.attributions.of, [...held.attributions, ...item.attributions]);
  return both;
}

export function merge(...reports) {
  const merged = { format: FORMAT };
  for (const [name, { of }] of Object.entries(classes.SitRep.members)) {
    const items = reports.flatMap((report) => report[name] ?? []);
    if (items.length) merged[name] = join(of, items);
  }
  return merged;
}

// What others use

/** A report from the UTF-8 bytes of its text, or from the text. */
export function load(content) {
  let text = content;
  if (typeof content !== "string") {
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
    } catch {
      throw refuse("unreadable");
    }
  }
  return readReport(parseJson(text.startsWith("\uFEFF") ? text.slice(1) : text));
}

/** A record from the text of its object. */
export const loadRecord = (text) => readRecord(parseJson(text));
