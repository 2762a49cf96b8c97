import { URL_MAP } from "../../app/types";
import { MAX_HOST_LENGTH } from "./texts";
import { aboveQuota } from "../quotas";
import { Rules, onApp, onBlock, onCall, onResource } from "../rule";
import { barePrefixes, bareWildcards, widePrefixes } from "./bare-paths";
import {
  capitals,
  emptyPaths,
  emptyRedirect,
  emptyRewrite,
  hostRuleElsewhere,
  lostRewrite,
  noRules,
  ofActions,
  ofDefault,
  oneDefault,
  oneUrlMap,
  routesElsewhere,
  shares,
  sharesOfOne,
  takenHosts,
  takenPaths,
  unanswered,
} from "./calls";
import { decisions, httpsRedirects } from "./decisions";
import { errorPoliciesOfOthers } from "./error-responses";
import { ERROR_PAGES, ERROR_RESPONSES } from "./error-rules";
import { danglingMatchers, defaultPorts, hosts, repeatedHosts } from "./hosts";
import { MAX_KILOBYTES, MAX_PARTS, MAX_TEMPLATES, almostTooLarge, givenCounts, tooLarge, urlMapCounts } from "./limits";
import { unused, wrongLinks } from "./links";
import {
  MATCH,
  impossibleHeaders,
  matchedHeader,
  matchedParameter,
  matchedPath,
  regularExpressions,
  strangeNames,
} from "./matches";
import { oddOrigins, options } from "./options";
import { literalMatches, literalPaths, repeatedPaths, rulePaths, starPrefix, twoKindsOfRules } from "./paths";
import { onPlaces } from "./places";
import { redirect, redirectBack, redirectToNowhere, redirectWithoutSlash } from "./redirects";
import { groupsAndRepetitions, regexRewrite } from "./regex-rewrites";
import { rewrite, rewriteWithoutSlash } from "./rewrites";
import {
  circularRedirects,
  deadDefaults,
  deadMapDefaults,
  priorities,
  uncertainMatches,
  unevenRedirects,
  unevenRewrites,
  unreachableRouteRules,
} from "./routes";
import { openPathsOfOtherHosts } from "./other-hosts";
import { waysPastArmor, waysPastIap } from "./second-ways";
import { MAX_WEIGHT, sharedTwice, weights } from "./splits";
import { failedRouteTests, failedTests, givenTests } from "./tests";
import { idleSplits, longWaits, slowTries } from "./waits";

/** URL maps. */
export const URL_MAPS = {
  "UM-01": {
    says: "Each action of a URL map has exactly one of a service, weighted services and a redirect.",
    isPrevented: true,
    checks: [
      onCall("error", "UrlMap", oneDefault),
      onCall("error", "ApplicationLoadBalancer", oneUrlMap),
      onApp("error", decisions),
    ],
    otherwise: "The provider refuses it at plan, or Google refuses it at apply.",
  },
  "UM-02": {
    says: "A host is a lowercase host name with an optional port, and * may only come first.",
    checks: [
      onCall("error", "UrlMap.addHostRule", capitals),
      onBlock("error", URL_MAP, "host_rule", hosts),
      onApp("warning", defaultPorts),
    ],
    otherwise: "Google refuses it at apply, or no request matches.",
  },
  "UM-03": {
    says: "A host appears in only one host rule.",
    checks: [onCall("error", "UrlMap.addHostRule", takenHosts), onApp("error", repeatedHosts)],
    otherwise: "Google refuses it at apply.",
  },
  "UM-04": {
    says: "Each host rule names a path matcher, and each path matcher has a host rule.",
    isPrevented: true,
    checks: [
      onCall("error", "ApplicationLoadBalancer.addHostRule", hostRuleElsewhere),
      onResource("error", URL_MAP, danglingMatchers),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "UM-05": {
    says: "A path begins with a slash, and * may only come last, after a slash.",
    checks: [onPlaces("error", rulePaths), onBlock("warning", URL_MAP, "path_matcher.path_rule", literalPaths)],
    otherwise: "Google refuses it at apply, or no request matches.",
  },
  "UM-06": {
    says: "A path appears only once in a path matcher.",
    checks: [onCall("error", "UrlMap.addHostRule", takenPaths), onApp("error", repeatedPaths)],
    otherwise: "Google refuses it at apply.",
  },
  "UM-07": {
    says: "A path like /api/* and a prefix like /api/ do not match /api, and a prefix like /admin matches /administrators too.",
    checks: [bareWildcards, barePrefixes, widePrefixes].map((find) =>
      onBlock("warning", URL_MAP, "path_matcher", find),
    ),
    otherwise: "Requests for such a path get the answer of another route.",
  },
  "UM-08": {
    says: "A path matcher has either path rules or route rules.",
    isPrevented: true,
    checks: [
      onCall("error", "UrlMap.addHostRule", noRules),
      onBlock("error", URL_MAP, "path_matcher", twoKindsOfRules),
    ],
    otherwise: "Google refuses both together at apply.",
  },
  "UM-09": {
    says: "Route rules have different priorities, and the first rule that matches decides.",
    isPrevented: true,
    checks: [
      onBlock("error", URL_MAP, "path_matcher", priorities),
      onBlock("warning", URL_MAP, "path_matcher", unreachableRouteRules),
    ],
    otherwise: "Google refuses equal priorities at apply; a rule after a wider one is never reached.",
  },
  "UM-10": {
    says: "A match rule looks at the path by prefix, full path or path template, and at headers and query parameters, in the forms that Google supports.",
    isPrevented: true,
    checks: [
      onCall("error", "UrlMap.addHostRule", emptyPaths),
      onBlock("error", URL_MAP, MATCH, matchedPath),
      onBlock("error", URL_MAP, `${MATCH}.header_matches`, matchedHeader),
      onBlock("error", URL_MAP, `${MATCH}.query_parameter_matches`, matchedParameter),
      onApp("error", regularExpressions),
      onBlock("warning", URL_MAP, MATCH, literalMatches),
      onBlock("warning", URL_MAP, MATCH, starPrefix),
      onBlock("warning", URL_MAP, MATCH, strangeNames),
      onBlock("warning", URL_MAP, MATCH, impossibleHeaders),
      onBlock("warning", URL_MAP, "path_matcher", uncertainMatches),
    ],
    otherwise: "Google refuses it at apply, or no request matches.",
  },
  "UM-11": {
    says: "Most route actions work only with EXTERNAL_MANAGED.",
    isPrevented: true,
    checks: [onApp("error", errorPoliciesOfOthers)],
    otherwise: "Google refuses them at apply.",
  },
  "UM-12": {
    says: `Weights are whole numbers from 0 to ${MAX_WEIGHT}, each of a different backend service, and at least one is above 0.`,
    checks: [
      onCall("error", "UrlMap", ofDefault(shares)),
      onCall("error", "HostRule", ofActions(shares)),
      onPlaces("error", weights),
      onCall("warning", "UrlMap", ofDefault(sharesOfOne)),
      onCall("warning", "HostRule", ofActions(sharesOfOne)),
      onApp("warning", sharedTwice),
      onApp("warning", idleSplits),
    ],
    otherwise: "Google refuses them at apply, or the requests are not split.",
  },
  "UM-13": {
    says: `A rewrite has a host of at most ${MAX_HOST_LENGTH} characters and one kind of path, and uses only variables of the match, or groups of a regular expression of RE2.`,
    checks: [
      onCall("error", "UrlMap", ofDefault(emptyRewrite)),
      onCall("error", "UrlMap.addHostRule", ofActions(emptyRewrite)),
      onCall("error", "UrlMap", ofDefault(lostRewrite)),
      onCall("error", "UrlMap.addHostRule", ofActions(lostRewrite)),
      onPlaces("error", rewrite),
      onPlaces("error", regexRewrite),
      onPlaces("warning", rewriteWithoutSlash),
      onPlaces("warning", groupsAndRepetitions),
      onBlock("warning", URL_MAP, "path_matcher", unevenRewrites),
    ],
    otherwise: "Google refuses it at apply, or the service gets paths that it does not know.",
  },
  "UM-14": {
    says: "A redirect has a status code and one kind of path, and leads to another URL; only a URL map for HTTP redirects to HTTPS.",
    isPrevented: true,
    checks: [
      onCall("error", "UrlMap", ofDefault(emptyRedirect)),
      onCall("error", "UrlMap.addHostRule", ofActions(emptyRedirect)),
      onPlaces("error", redirect),
      onPlaces("error", redirectToNowhere),
      onPlaces("error", redirectBack),
      onApp("error", httpsRedirects),
      onPlaces("warning", redirectWithoutSlash),
      onBlock("warning", URL_MAP, "path_matcher", unevenRedirects),
      onApp("warning", circularRedirects),
    ],
    otherwise: "Google refuses it at apply, or visitors are redirected in a loop.",
  },
  "UM-15": {
    says: "Retries, timeouts, CORS and fault injection have values that Google accepts and that fit each other and the service.",
    isPrevented: true,
    checks: [
      onPlaces("error", options),
      onPlaces("warning", slowTries),
      onApp("warning", longWaits),
      onPlaces("warning", oddOrigins),
    ],
    otherwise:
      "Google refuses them at apply, or the service or the load balancer ends a request before the other one does.",
  },
  "UM-16": ERROR_RESPONSES,
  "UM-17": {
    says: `A URL map has limits: ${MAX_KILOBYTES} KB, ${MAX_PARTS} hosts, path matchers and rules, ${MAX_TEMPLATES} templates and tests; a project has a quota of URL maps.`,
    checks: [
      onCall("error", "HostRule", givenCounts),
      onApp("error", urlMapCounts),
      onApp("error", tooLarge),
      onApp("warning", almostTooLarge),
      onApp(
        "warning",
        aboveQuota(
          URL_MAP,
          10,
          "URL maps (each load balancer makes a second one, to redirect HTTP)",
          () => 1,
          ", or serve several hosts with one load balancer (hostRules)",
        ),
      ),
    ],
    otherwise: "Google refuses it at apply.",
    page: "load-balancing/docs/quotas",
  },
  "UM-18": {
    says: "The tests of a URL map pass; Google runs them at every update.",
    checks: [
      onCall("error", "UrlMap", givenTests),
      onCall("error", "UrlMap.routeTests", failedRouteTests),
      onApp("error", failedTests),
    ],
    otherwise: "Google refuses the update at apply.",
  },
  "UM-19": {
    says: "Requests that no rule matches go to the default of their host, or of the URL map.",
    checks: [
      onCall("error", "UrlMap.route", unanswered),
      onCall("error", "ApplicationLoadBalancer.route", routesElsewhere),
      onResource("warning", URL_MAP, deadDefaults),
      onResource("warning", URL_MAP, deadMapDefaults),
    ],
    otherwise: "A default is never reached if a rule matches all its requests.",
  },
  "UM-20": {
    says: "A URL map, backend service, backend bucket or NEG does nothing until something uses it.",
    checks: [onApp("warning", unused)],
    otherwise: "The site does not serve what it was intended to serve.",
  },
  "UM-21": {
    says: "The description of a route rule has at most 1024 characters.",
    leftOut: "The constructs have no prop for it.",
  },
  "UM-22": {
    says: "A URL map routes to backend services and backend buckets, and the backends of a service are network endpoint groups.",
    isPrevented: true,
    checks: [onApp("error", wrongLinks)],
    otherwise: "Google refuses it at apply.",
  },
  "UM-23": {
    says: "A service that is protected on one way is protected on all ways to it.",
    checks: [onApp("error", waysPastIap), onApp("warning", waysPastArmor), onApp("warning", openPathsOfOtherHosts)],
    otherwise: "Visitors bypass its Cloud Armor policy or Identity-Aware Proxy.",
  },
  "UM-24": ERROR_PAGES,
} as const satisfies Rules;
