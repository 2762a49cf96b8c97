import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";

const HELLO = "us-docker.pkg.dev/cloudrun/container/hello";

/** What differs from environment to environment. */
export interface SiteProps {
  readonly project: string;
  readonly domain: string;
  readonly stateBucket?: string;
}

/** The site: a web service, and an API below /api. */
export class Site extends EnvironmentStack {
  public readonly loadBalancer: ApplicationLoadBalancer;
  public readonly web: BackendService;
  public readonly api: BackendService;

  public constructor(scope: Construct, id: string, { project, domain, stateBucket }: SiteProps) {
    super(scope, id, { project, stateBucket, enableApis: true });
    this.web = this.backend("Web");
    this.api = this.backend("Api");
    this.loadBalancer = new ApplicationLoadBalancer(this, "LoadBalancer", {
      domains: [domain],
      defaultService: this.web,
      routes: Routes.byPath([{ paths: Routes.pathAndBelow("/api"), action: RouteAction.forward(this.api) }]),
    });
  }

  private backend(id: string): BackendService {
    const service = new CloudRunService(this, id, { image: HELLO, region: "us-central1" });
    return new BackendService(this, `${id}Backend`, { backends: [service] });
  }
}
