import { Report } from "../probe/probe";
import { lapsesOf, whoGetsIn } from "./who-gets-in";

/** What went wrong for visitors during an apply. */
export interface Windows {
  /** In a word, for the table. */
  readonly text: string;
  /** Who gets in, in a few words for the table. */
  readonly whoGetsIn: string;
  readonly outages: readonly string[];
  readonly gaps: readonly string[];
}

/** Whether a URL belongs to the sites of some others. */
export function isOneOf(ends: readonly string[]): (url: string) => boolean {
  const sites = new Set(ends.map(siteOf));
  return (url) => sites.has(siteOf(url));
}

/**
 * Reads the windows of a report. A URL that the change takes away as asked, and a rule that is not there any more in the
 * end, are none. Nor is it one where visitors are let in or kept out from then on.
 */
export function windowsOf(report: Report, isAsked: (url: string) => boolean = () => false): Windows {
  const outages = report.outages
    .filter(({ subject, until }) => until !== undefined || !isAsked(subject))
    .map(({ subject, why, from, until }) => `outage of ${subject}: ${why}, from ${from} until ${until ?? "now"}`);
  const gaps = report.gaps
    .filter(({ subject, until }) => until !== undefined || subject.startsWith("ingress of "))
    .map(({ subject, why, from, until }) => `gap at ${subject}: ${why}, from ${from} until ${until ?? "now"}`);
  const entries = report.entries.filter(({ url }) => !isAsked(url));
  for (const { kind, text } of lapsesOf(entries)) (kind === "outage" ? outages : gaps).push(`${kind}: ${text}`);
  const kinds = [outages.length > 0 ? "outage" : "", gaps.length > 0 ? "gap" : ""].filter((kind) => kind !== "");
  return { text: kinds.join(", ") || "none", whoGetsIn: whoGetsIn(entries), outages, gaps };
}

/** Scheme, host and IP version of a URL as the probe has it. */
function siteOf(subject: string): string {
  const match = /^(https?:\/\/[^/]+)\/\S*( \(IPv6\))?$/.exec(subject);
  return match ? match[1] + (match[2] ?? "") : subject;
}
