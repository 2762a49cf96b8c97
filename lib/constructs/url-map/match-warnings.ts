import { Token } from "cdktf";
import { Warning, warning } from "../../checks/problem";
import { checkHeader, describeHeader } from "../../routing/predicates";
import { Block } from "../../app/values";
import { HeaderMatch } from "./header-match";
import { Routes } from "./routes";

/** Matches of headers that no request fits: UM-10. */
export function impossibleHeaders({ _routeRules }: Routes): Warning[] {
  return _routeRules.flatMap(({ match }) => {
    const known = (match.headers ?? []).filter(isKnownMatch);
    return [...known.flatMap(lowerCaseMethod), ...known.flatMap((one) => contradictions(one, known)).slice(0, 1)];
  });
}

function lowerCaseMethod({ _match }: HeaderMatch): Warning[] {
  const value = _match.exactMatch ?? _match.prefixMatch ?? _match.suffixMatch ?? "";
  return _match.headerName === ":method" && /[a-z]/.test(value)
    ? [warning("UM-10", `no request has the method ${JSON.stringify(value)}; write it as ${value.toUpperCase()}`)]
    : [];
}

/** The matches that do not take the one value that another one takes, or that a header is absent. */
function contradictions(one: HeaderMatch, all: readonly HeaderMatch[]): Warning[] {
  const { exactMatch, presentMatch, invertMatch } = one._match;
  const isOneValue = exactMatch !== undefined && invertMatch !== true;
  if (!isOneValue && !(presentMatch === true && invertMatch === true)) {
    return [];
  }
  const nameOf = ({ _match }: HeaderMatch) => _match.headerName.toLowerCase();
  return all
    .filter((other) => nameOf(other) === nameOf(one) && refuses(other, isOneValue ? exactMatch : undefined))
    .map((other) =>
      warning(
        "UM-10",
        `no request fits both ${describeHeader(toBlock(one))} and ${describeHeader(toBlock(other))}; give each a route rule of its own`,
      ),
    );
}

/** Whether a match certainly does not take a value of its header, or none. */
function refuses(match: HeaderMatch, value: string | undefined): boolean {
  const headers = new Map(value === undefined ? [] : [[match._match.headerName.toLowerCase(), value] as const]);
  const verdict = checkHeader(toBlock(match), {
    ...{ scheme: "https", path: "/", query: "", repeated: new Set(), assumed: [] },
    ...{ host: value ?? "", method: value ?? "", headers },
  });
  return verdict.holds === false && verdict.assumed.length === 0;
}

/** The match as routing reads it. */
function toBlock({ _match }: HeaderMatch): Block {
  const range = _match.rangeMatch;
  return {
    header_name: _match.headerName,
    exact_match: _match.exactMatch,
    prefix_match: _match.prefixMatch,
    suffix_match: _match.suffixMatch,
    range_match: range && [{ range_start: range.rangeStart, range_end: range.rangeEnd }],
    present_match: _match.presentMatch,
    invert_match: _match.invertMatch,
  };
}

function isKnownMatch({ _match }: HeaderMatch): boolean {
  const { rangeMatch, ...others } = _match;
  return ![...Object.values(others), rangeMatch?.rangeStart, rangeMatch?.rangeEnd].some((value) =>
    Token.isUnresolved(value),
  );
}
