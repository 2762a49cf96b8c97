/** Identity-Aware Proxy: who asks, and whether the grants of the stack let them in. */
import { hasIap, hasOwnIap } from "../app/access";
import { Resource } from "../app/stack";
import { BACKEND_SERVICE } from "../app/types";
import { iapMembersOf, letsPreflightsPass } from "../review/grants";
import { OwnAnswer, escaped, refusal } from "./answers";
import { Step } from "./explanation";
import { Pair, valueOf, without } from "./headers";

/** The cookie that keeps who has signed in. */
export const IAP_COOKIE = "preview-iap-user";
/** Where the form of the sign-in is sent. */
export const SIGN_IN_PATH = "/_gcp_iap/preview_sign_in";
/** Where Identity-Aware Proxy forgets who has signed in. */
export const SIGN_OUT_PATH = "/_gcp_iap/clear_login_cookie";

const EMAIL = /^[^\s@;,=]+@[^\s@;,=]+$/;

/** What Identity-Aware Proxy says about a request. */
export interface Admitted {
  readonly step?: Step;
  /** What the visitor gets, if the request does not go on. */
  readonly answer?: OwnAnswer;
  /** The headers of the request, with those that Identity-Aware Proxy sets. */
  readonly headers: readonly Pair[];
}

/** Who has signed in. */
export function emailOf(headers: readonly Pair[]): string | undefined {
  const cookies = headers.filter(([name]) => name.toLowerCase() === "cookie").flatMap(([, value]) => value.split(";"));
  const [found] = cookies.filter((cookie) => cookie.trim().startsWith(`${IAP_COOKIE}=`));
  const email = found?.trim().slice(IAP_COOKIE.length + 1);
  return email !== undefined && EMAIL.test(email) ? email : undefined;
}

/** The headers without the preview's own cookie. */
export function withoutOwnCookie(headers: readonly Pair[]): Pair[] {
  return headers.flatMap(([name, value]): Pair[] => {
    if (name.toLowerCase() !== "cookie" || !value.includes(IAP_COOKIE)) {
      return [[name, value]];
    }
    const rest = value.split(";").filter((cookie) => !cookie.trim().startsWith(`${IAP_COOKIE}=`));
    return rest.length === 0 ? [] : [[name, rest.join(";").trim()]];
  });
}

/** Asks who comes to a backend service or a Cloud Run service, and judges by the grants. */
export function admit(
  resource: Resource | undefined,
  method: string,
  path: string,
  headers: readonly Pair[],
  email: string | undefined,
): Admitted {
  if (resource === undefined) {
    return { headers };
  }
  const isOn = resource.type === BACKEND_SERVICE ? hasIap(resource) : hasOwnIap(resource);
  if (isOn === false) {
    return { headers };
  }
  const step = (outcome: string, goesOn: boolean, isUndecided = false, lines: readonly string[] = []): Step => ({
    what: `Identity-Aware Proxy${resource.type === BACKEND_SERVICE ? "" : ` of Cloud Run service ${resource.name}`}`,
    outcome,
    goesOn,
    isUndecided,
    lines,
    assumed: [],
  });
  if (isOn === undefined) {
    return { step: step("undecided: only Terraform knows whether it is on", true, true), headers };
  }
  if (
    method === "OPTIONS" &&
    valueOf(headers, "access-control-request-method") !== undefined &&
    letsPreflightsPass(resource)
  ) {
    return { step: step("a CORS preflight passes without a sign-in", true), headers };
  }
  if (email === undefined) {
    return { step: step("asks who you are", false), answer: signInPage(path), headers };
  }
  const { certain, perhaps } = iapMembersOf(resource);
  const groups = [...certain.filter((member) => member.startsWith("group:")), ...perhaps];
  const lines = [`allowed: ${[...certain, ...perhaps.map((member) => `perhaps ${member}`)].join(", ") || "nobody"}`];
  const passed = { headers: identified(headers, email) };
  if (certain.some((member) => isMember(member, email))) {
    return { ...passed, step: step(`allow ${email}`, true, false, lines) };
  }
  if (groups.length > 0) {
    const outcome = `undecided: only Google knows whether ${email} is one of ${groups.join(", ")}`;
    return { ...passed, step: step(outcome, true, true, lines) };
  }
  return { step: step(`deny ${email}`, false, false, lines), answer: refusal(403), headers };
}

function isMember(member: string, email: string): boolean {
  const [kind, name = ""] = member.toLowerCase().split(/:(.*)/s);
  const lower = email.toLowerCase();
  switch (kind) {
    case "allusers":
    case "allauthenticatedusers":
      return true;
    case "domain":
      return lower.endsWith(`@${name}`);
    default:
      return (kind === "user" || kind === "serviceaccount") && name === lower;
  }
}

/** The headers that Identity-Aware Proxy sets. There is no signed assertion: only Google can sign one. */
function identified(headers: readonly Pair[], email: string): Pair[] {
  const id = [...email].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1e15, 7);
  return [
    ...without(headers, "x-goog-authenticated-user-email", "x-goog-authenticated-user-id", "x-goog-iap-jwt-assertion"),
    ["x-goog-authenticated-user-email", `accounts.google.com:${email}`],
    ["x-goog-authenticated-user-id", `accounts.google.com:${String(id).padStart(21, "1")}`],
  ];
}

/** The page that stands for Google's sign-in. */
function signInPage(path: string): OwnAnswer {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in - preview of Identity-Aware Proxy</title>
<style>:root{color-scheme:light dark;font:16px system-ui}body{max-width:26rem;margin:15vh auto;padding:0 1rem}
input,button{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;margin:.25rem 0 1rem}</style>
<h1>Who are you?</h1>
<p>On the internet, Identity-Aware Proxy asks visitors to sign in with Google here.</p>
<form method="post" action="${SIGN_IN_PATH}"><label>Email <input name="email" type="email" required autofocus></label>
<input type="hidden" name="continue" value="${escaped(path)}"><button>Sign in</button></form></html>
`;
  return {
    status: 401,
    headers: [
      ["content-type", "text/html; charset=utf-8"],
      ["cache-control", "no-store"],
    ],
    body,
  };
}

/** The answer to the form of the sign-in: back to the page that was asked for. */
export function signedIn(form: URLSearchParams): OwnAnswer | undefined {
  const email = form.get("email") ?? "";
  const back = form.get("continue") ?? "/";
  if (!EMAIL.test(email) || !/^\/(?![/\\])[\x21-\x7e]*$/.test(back)) {
    return undefined;
  }
  const cookie = `${IAP_COOKIE}=${email}; Path=/; HttpOnly; SameSite=Lax`;
  return {
    status: 303,
    headers: [
      ["location", back],
      ["set-cookie", cookie],
    ],
    body: "",
  };
}

/** The answer that forgets who has signed in. */
export function signedOut(): OwnAnswer {
  const cookie = `${IAP_COOKIE}=; Path=/; Max-Age=0`;
  return {
    status: 302,
    headers: [
      ["location", "/"],
      ["set-cookie", cookie],
    ],
    body: "",
  };
}
