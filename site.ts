import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  CdnPolicy,
  CloudRunService,
  CustomErrorResponsePolicy,
  EnforceOnKey,
  EnvironmentStack,
  OutlierDetection,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
  Warnings,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";

/** What differs between the environments of the site. */
export interface SiteProps {
  /** The label `site` of every resource, by which bills and logs are sorted. */
  readonly site: string;
  readonly project: string;
  readonly domains: string[];
  readonly stateBucket: string;
  readonly regions: string[];
  readonly minInstanceCount?: number;
  readonly maxInstanceCount: number;
  readonly cdn: boolean;
  readonly armorPreview: boolean;
  /** The bucket with the page that visitors get while the site fails; without it, they get the errors themselves. */
  readonly errorPages?: string;
  readonly deletionProtection: boolean;
}

/** The site: a frontend and an API at `/api`, with Cloud Armor, Cloud CDN and an error page. */
export class Site extends EnvironmentStack {
  /** The load balancer, whose routes are tested. */
  public readonly loadBalancer: ApplicationLoadBalancer;
  /** What answers, whose names the tests use. */
  public readonly frontend: BackendService;
  public readonly api: BackendService;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SiteProps,
  ) {
    super(scope, id, {
      project: props.project,
      stateBucket: props.stateBucket,
      labels: { site: props.site, environment: id },
      enableApis: true,
    });

    const securityPolicy = this.makeSecurityPolicy();
    const outlierDetection = props.regions.length > 1 ? OutlierDetection.recommended() : undefined;
    this.frontend = new BackendService(this, "Frontend", {
      backends: this.inEveryRegion("FrontendService", "us-docker.pkg.dev/cloudrun/container/hello"),
      cdnPolicy: props.cdn ? CdnPolicy.useOriginHeaders() : undefined,
      securityPolicy,
      outlierDetection,
    });
    Warnings.of(this.frontend).acknowledge("CDN-16", "the frontend marks as cacheable only what everybody may see");
    this.api = new BackendService(this, "Api", {
      backends: this.inEveryRegion("ApiService", "us-docker.pkg.dev/cloudrun/container/hello"),
      securityPolicy,
      outlierDetection,
    });

    this.loadBalancer = new ApplicationLoadBalancer(this, "LoadBalancer", {
      domains: props.domains,
      defaultService: this.frontend,
      routes: Routes.byPath([{ paths: Routes.pathAndBelow("/api"), action: RouteAction.forward(this.api) }]),
      customErrorResponsePolicy: this.makeErrorPage(),
    });
  }

  /** The page of the bucket in place of errors of the services. */
  private makeErrorPage(): CustomErrorResponsePolicy | undefined {
    const { errorPages } = this.props;
    return errorPages === undefined
      ? undefined
      : {
          errorService: new BackendBucket(this, "ErrorPages", { bucketName: errorPages }),
          rules: [{ matchResponseCodes: ["5xx"], path: "/maintenance.html" }],
        };
  }

  private makeSecurityPolicy(): SecurityPolicy {
    const preview = this.props.armorPreview;
    return new SecurityPolicy(this, "Armor", {
      rules: [
        SecurityRule.deny({
          match: SecurityMatch.preconfiguredWaf("sqli-v33-stable", { sensitivity: 1 }),
          priority: 1000,
          preview,
        }),
        SecurityRule.deny({
          match: SecurityMatch.preconfiguredWaf("xss-v33-stable", { sensitivity: 1 }),
          priority: 1100,
          preview,
        }),
        SecurityRule.throttle({ count: 100, intervalSec: 60, enforceOnKey: EnforceOnKey.IP, priority: 1200, preview }),
      ],
    });
  }

  private inEveryRegion(id: string, image: string): CloudRunService[] {
    const { regions, minInstanceCount, maxInstanceCount, deletionProtection } = this.props;
    return regions.map(
      (region) =>
        new CloudRunService(this, `${id}-${region}`, {
          image,
          region,
          minInstanceCount,
          maxInstanceCount,
          deletionProtection,
        }),
    );
  }
}
