import { lapsesOf, whoGetsIn } from "../../simulator/try/who-gets-in";
import { NO_CERTIFICATE, UNKNOWN_CERTIFICATE } from "../../simulator/network-security/client-certificates";
import { Entry, EntryHistory } from "../../simulator/probe/entries";
import { EVERYBODY, INSIDE, PREFLIGHT, STRANGER } from "../../simulator/probe/visitors";

const ANY = [NO_CERTIFICATE, UNKNOWN_CERTIFICATE];
const people = (...logins: string[]): Entry => ({ people: logins, certificates: ANY });
const clients = (...certificates: string[]): Entry => ({ people: EVERYBODY, certificates });
const [open, shut] = [people(...EVERYBODY), people()];
const [anna, ben] = [people("user:anna"), people("user:ben")];
const history = (...entries: Entry[]): EntryHistory => ({
  url: "https://app.example.com/",
  admissions: entries.map((entry, index) => ({ ...entry, since: `change ${index}` })),
});

test.each<[string, EntryHistory[]]>([
  ["–", []],
  ["everybody", [history(open)]],
  ["everybody", [history(open), history(open)]],
  ["everybody; nobody meanwhile", [history(open, shut, open)]],
  ["everybody, then members", [history(open, anna)]],
  [
    "everybody, then members; members and callers inside the VPC meanwhile",
    [history(open, people("user:anna", INSIDE), anna)],
  ],
  [
    "everybody, then members; nobody, then callers inside the VPC meanwhile",
    [history(open, shut, people(INSIDE), anna)],
  ],
  ["members, then members and preflights", [history(anna, people("user:anna", PREFLIGHT))]],
  ["members, then everybody with a login", [history(anna, people(STRANGER, "user:anna"))]],
  ["members", [history(people("user:anna", "user:ben"), people("user:ben", "user:anna"))]],
  ["members, then other members", [history(anna, ben)]],
  ["everybody / members", [history(anna), history(open)]],
  [
    "clients with a certificate of Old CA, then clients with a certificate of Old CA or New CA",
    [history(clients("Old CA#1"), clients("Old CA#1", "New CA#2"))],
  ],
  ["clients with a certificate of CA, then other clients", [history(clients("CA#1"), clients("CA#2"))]],
  ["nobody, then members", [history(clients(), anna)]],
])("says %s", (words, histories) => {
  expect(whoGetsIn(histories)).toBe(words);
});

test.each<[string, Entry[], string[]]>([
  ["a member who is kept out", [open, shut, anna], ["outage: user:anna was kept out"]],
  ["a member who is new to a list in use", [anna, people("user:anna", "user:ben")], []],
  [
    "a member whose place another one takes for a moment",
    [anna, ben, anna],
    ["outage: user:anna was", "gap: user:ben was"],
  ],
  [
    "everybody who gets in for a moment",
    [anna, open, anna],
    [
      "gap: nobody was let in",
      "gap: stranger was let in",
      "gap: preflight was let in",
      "gap: a caller inside the VPC was let in",
    ],
  ],
  ["who is let in on the way to being let in", [open, people("user:anna", INSIDE), anna], []],
  ["a public URL, whose outages are told as such", [open, shut, open], []],
  ["a URL that is not served in the end", [anna, shut], []],
  [
    "a client whose CA is missing for a moment",
    [clients("CA#1"), clients("CA#2"), clients("CA#1", "CA#2")],
    [
      "outage: nobody with a certificate of CA was kept out",
      "outage: stranger with a certificate of CA was kept out",
      "outage: preflight with a certificate of CA was kept out",
    ],
  ],
  [
    "a client without a certificate that gets in for a moment",
    [clients("CA#1"), open, clients("CA#1")],
    ["gap: nobody was let in", "gap: stranger was let in", "gap: preflight was let in"],
  ],
])("tells of %s", (_, entries, wanted) => {
  const found = lapsesOf([history(...entries)]).map(({ kind, text }) => `${kind}: ${text}`);
  expect(found).toEqual(wanted.map((text) => expect.stringContaining(text)));
});

test("a lapse names the changes that began and ended it", () => {
  expect(lapsesOf([history(anna, shut, shut, people("user:anna", PREFLIGHT))])).toEqual([
    { kind: "outage", text: "user:anna was kept out at https://app.example.com/, from change 1 until change 3" },
  ]);
});
