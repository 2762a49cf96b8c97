/** Members that may call a service. */
import { EVERYBODY } from "../../app/cloud-run-access";
import { grantsAbove } from "../../app/routed-services";
import { SynthesizedApp } from "../../app/synthesized-app";
import { isExpression } from "../../app/values";
import { nearest } from "../nearest";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { isKnown, knownValues, unique } from "../values";

const KINDS = [
  ...["user", "group", "serviceAccount", "domain", "principal", "principalSet"],
  ...["projectOwner", "projectEditor", "projectViewer"],
];
const MEMBER = new RegExp(`^(${EVERYBODY.join("|")}|(${KINDS.join("|")}):.+)$`);

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const EMAIL_WORDS = "an email address";
/** What stands after the kind of a member, where it has a form. A workload's service account is written in another way. */
const NAMES = new Map([
  ["user", { what: EMAIL_WORDS, isLike: EMAIL, example: "user:jane@example.com" }],
  ["group", { what: EMAIL_WORDS, isLike: EMAIL, example: "group:staff@example.com" }],
  [
    "serviceAccount",
    {
      what: EMAIL_WORDS,
      isLike: /^[^\s@]+@[^\s@]+\.[^\s@]+$|\.svc\.id\.goog\[.+\]$/,
      example: "serviceAccount:name@project.iam.gserviceaccount.com",
    },
  ],
  ["domain", { what: "a domain", isLike: /^[^\s@]+\.[^\s@]+$/, example: "domain:example.com" }],
]);

/** Those whom `CloudRunInvoker.members` names. */
interface Invoked {
  readonly invoker?: { readonly members?: unknown };
}

/** A member that does not say what it is, or whose name no account or domain can have. */
export function memberForm({ member }: { readonly member?: unknown }): Text[] {
  if (!isKnown(member)) {
    return [];
  }
  if (!MEMBER.test(String(member))) {
    return [text`a member must be written with its kind, got ${given(member)}; ${memberMeant(String(member))}`];
  }
  const [kind, name] = String(member).split(/:(.*)/s);
  const form = NAMES.get(kind);
  return form === undefined || form.isLike.test(name)
    ? []
    : [text`a member of the kind ${kind} must be ${form.what}, got ${given(member)}; write it like ${form.example}`];
}

function memberMeant(member: string): Text {
  if (/^[^\s:]+@\S+\.gserviceaccount\.com$/.test(member)) {
    return text`write ${given(`serviceAccount:${member}`)}`;
  }
  if (/^[^\s:]+@[^\s:]+$/.test(member)) {
    return text`write ${given(`user:${member}`)} for a person, or ${given(`group:${member}`)} for a group`;
  }
  const [kind, ...others] = member.split(":");
  const meant = nearest(kind, others.length === 0 ? EVERYBODY : KINDS, { words: { sa: "service account" } });
  return meant === undefined
    ? text`write it like serviceAccount:name@project.iam.gserviceaccount.com, group:staff@example.com or allUsers`
    : text`write ${given([meant, ...others].join(":"))}`;
}

/** Members that do not say what they are. */
export function memberForms({ members }: { readonly members?: unknown }): Text[] {
  return knownValues(members).flatMap((member) => memberForm({ member }));
}

/** Members of which some are missing, or appear twice, or do not say what they are. */
export function invokers({ invoker }: Invoked): Text[] {
  if (invoker === undefined) {
    return [];
  }
  const { members } = invoker;
  return isUnknown(members) ? [] : [...memberForms({ members }), ...unique("a member", members, "list it only once")];
}

/** Members each of whose grants has an id that is not known. */
export function unknownInvokers({ invoker }: Invoked): Text[] {
  return isUnknown(invoker?.members)
    ? [
        text`an IAM member here must be plain text, because the construct id of the grant is made from it, but it is a CDKTF token (a value that only Terraform knows); call grantInvoke(id, member) with an id of your choice`,
      ]
    : [];
}

/** Everybody may call all services of a project. */
export function wideGrants(app: SynthesizedApp): Found[] {
  return grantsAbove(app)
    .filter(({ config }) => config.role === "roles/run.invoker")
    .flatMap((grant) => {
      const members = [grant.config.member, grant.config.members].flat();
      const everybody = EVERYBODY.find((each) => members.includes(each));
      return everybody === undefined
        ? []
        : [
            about(
              grant,
              text`roles/run.invoker cannot be granted to ${everybody} on a whole project; grant it on a single service: CloudRunInvoker.allUsers()`,
            ),
          ];
    });
}

function isUnknown(members: unknown): boolean {
  return isExpression(members) || (Array.isArray(members) && members.some(isExpression));
}
