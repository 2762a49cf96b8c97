/** Headers as Node has them: a name, in any case, with one value or several. */
export interface Headers {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** The directives of a header such as `Cache-Control`, in lower case; the value of one without a value is empty. */
export type Directives = ReadonlyMap<string, string>;

/** The value of a header; several values are joined by a comma, those of cookies by a semicolon. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const values = Object.entries(headers)
    .filter(([other]) => other.toLowerCase() === name.toLowerCase())
    .flatMap(([, value]) => value ?? []);
  return values.length === 0 ? undefined : values.join(name.toLowerCase() === "cookie" ? "; " : ", ");
}

/** The members of a header that is a list, in lower case. */
export function listOf(headers: Headers, name: string): string[] {
  return (headerOf(headers, name) ?? "")
    .split(",")
    .map((member) => member.trim().toLowerCase())
    .filter((member) => member !== "");
}

/** The directives of a header. */
export function directivesOf(headers: Headers, name: string): Directives {
  return new Map(
    listOf(headers, name).map((directive) => {
      const [key, value = ""] = directive.split("=", 2);
      return [key.trim(), value.trim().replace(/^"|"$/g, "")];
    }),
  );
}

/** The seconds of a directive; nothing where it is missing or no number. */
export function secondsOf(directives: Directives, name: string): number | undefined {
  const value = directives.get(name);
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** The value of a cookie. */
export function cookieOf(headers: Headers, name: string): string | undefined {
  return (headerOf(headers, "cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
