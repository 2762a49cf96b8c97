import {
  BackendBucket,
  CustomErrorResponsePolicy,
  CustomErrorResponseRule,
  IBackendBucket,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";
import { FrontEnd, backend, balancer, existing, site } from "./builders";
import { Change, EVERYTHING, URL_MAP, inPlace } from "./change";

const HOST = "app.example.com";
const DOWN: CustomErrorResponseRule = { matchResponseCodes: ["5xx"], path: "/errors/down.html" };
const LOST: CustomErrorResponseRule = { matchResponseCodes: ["404"], path: "/index.html", overrideResponseCode: 200 };

const from = (errorService: IBackendBucket, ...rules: CustomErrorResponseRule[]): CustomErrorResponsePolicy => ({
  errorService,
  rules,
});

/** A site with a bucket for its pages, and what the load balancer does with it. */
const withPages = (propsOf: (pages: IBackendBucket) => FrontEnd, id = "Pages") =>
  site((stack) => {
    const pages = new BackendBucket(stack, id, { bucketName: "acme-pages" });
    balancer(stack, backend(stack, "Web", existing(stack, "web1")), propsOf(pages));
  });
/** The same bucket serves a path, so that it stays when the error pages go. */
const served = (pages: IBackendBucket, options = {}): FrontEnd => ({
  routes: Routes.byPath([{ paths: ["/assets/*"], action: RouteAction.forward(pages, options) }]),
});

const BARE = site((stack) => void balancer(stack, backend(stack, "Web", existing(stack, "web1"))));
const WITHOUT = withPages((pages) => served(pages));
const OF_MAP = withPages((pages) => ({ ...served(pages), customErrorResponsePolicy: from(pages, DOWN) }));
const OF_HOST = withPages((pages) => ({
  hostRules: [{ hosts: [HOST], customErrorResponsePolicy: from(pages, DOWN), ...served(pages) }],
}));
const OF_ROUTE = withPages((pages) => served(pages, { customErrorResponsePolicy: from(pages, LOST) }));
const ALONE = withPages((pages) => ({ customErrorResponsePolicy: from(pages, DOWN) }));

/** Custom error responses on all levels. */
export const errorPageChanges: readonly Change[] = [
  inPlace("error pages are added", EVERYTHING, WITHOUT, OF_MAP),
  inPlace("error pages are removed", EVERYTHING, OF_MAP, WITHOUT),
  inPlace(
    "an error page, its codes and its status are changed",
    EVERYTHING,
    OF_MAP,
    withPages((pages) => ({
      ...served(pages),
      customErrorResponsePolicy: from(pages, { ...LOST, path: "/errors/lost.html" }, { ...DOWN, path: "/down.html" }),
    })),
  ),
  inPlace("error pages move from the URL map to a host", EVERYTHING, OF_MAP, OF_HOST),
  inPlace("error pages move from a host to the URL map", EVERYTHING, OF_HOST, OF_MAP),
  inPlace("an error page of a route is added", EVERYTHING, WITHOUT, OF_ROUTE),
  inPlace("an error page of a route is removed", EVERYTHING, OF_ROUTE, WITHOUT),
  inPlace("error pages are added with their bucket", URL_MAP, BARE, ALONE),
  inPlace("error pages are removed with their bucket", URL_MAP, ALONE, BARE),
  inPlace(
    "the bucket of error pages is exchanged",
    URL_MAP,
    ALONE,
    withPages((pages) => ({ customErrorResponsePolicy: from(pages, DOWN) }), "OtherPages"),
  ),
];
