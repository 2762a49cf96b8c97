import {
  BackendBucket,
  CustomErrorResponsePolicy,
  CustomErrorResponseRule,
  RouteAction,
  Routes,
  UrlMap,
} from "cdktf-google-serverless-lb";
import * as fc from "fast-check";
import { Specimen, around, left, oneWild } from "../specimen";

interface ErrorPages {
  readonly codes: string[][];
  readonly path: string;
  readonly overrideResponseCode?: number;
  /** Where the rules are, and where the error service is, if it is somewhere. */
  readonly rulesAt: Level;
  readonly serviceAt?: Level;
}

type Level = "map" | "host" | "route";

const code = fc.constantFrom("399", "400", "404", "499", "500", "599", "600", "4xx", "5xx", "3xx", "5XX", "");
const path = fc.constantFrom(
  "/down.html",
  "/errors/down.html",
  "/a",
  "/",
  "/errors/",
  "down.html",
  "",
  `/${"a".repeat(1023)}`,
  `/${"a".repeat(1024)}`,
);
const level = fc.constantFrom<Level>("map", "host", "route");

/** Custom error responses of a URL map, with their rules on one level and their error service on another one. */
export const errorPages: Specimen<ErrorPages> = {
  part: "error pages",
  values: oneWild<ErrorPages>(
    {
      codes: fc.constantFrom([["5xx"]], [["404", "4xx"], ["503"]]),
      path: fc.constant("/errors/down.html"),
      overrideResponseCode: left,
      rulesAt: level,
      serviceAt: fc.constant("map"),
    },
    {
      codes: fc.array(fc.array(code, { maxLength: 2 }), { maxLength: 2 }),
      path,
      overrideResponseCode: around(200, 599),
      serviceAt: fc.constantFrom(undefined, "host", "route"),
    },
  ),
  build: (scope, value, { web }) => {
    const assets = new BackendBucket(scope, "Assets", { bucketName: "acme-pages" });
    const at = (each: Level): CustomErrorResponsePolicy | undefined => {
      const [hasRules, hasService] = [value.rulesAt === each, value.serviceAt === each];
      return hasRules || hasService
        ? { errorService: hasService ? assets : undefined, rules: hasRules ? rulesOf(value) : [] }
        : undefined;
    };
    const action = RouteAction.forward(web, { customErrorResponsePolicy: at("route") });
    new UrlMap(scope, "Map", {
      defaultService: web,
      customErrorResponsePolicy: at("map"),
      hostRules: [
        {
          hosts: ["app.example.com"],
          customErrorResponsePolicy: at("host"),
          routes: Routes.byPath([{ paths: ["/a"], action }]),
        },
      ],
    });
  },
};

function rulesOf({ codes, path: page, overrideResponseCode }: ErrorPages): CustomErrorResponseRule[] {
  return codes.map((matchResponseCodes) => ({ matchResponseCodes, path: page, overrideResponseCode }));
}
