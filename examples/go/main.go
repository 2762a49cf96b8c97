package main

import (
	"github.com/aws/jsii-runtime-go"
	lb "github.com/cdktf-google-serverless-lb/cdktf-google-serverless-lb-go/cdktfgoogleserverlesslb"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

func main() {
	app := cdktf.NewApp(nil)
	stack := lb.NewEnvironmentStack(app, jsii.String("prod"), &lb.EnvironmentStackProps{
		Project: jsii.String("acme-web-prod"),
	})
	web := lb.NewCloudRunService(stack, jsii.String("Web"), &lb.CloudRunServiceProps{
		Image:  jsii.String("us-docker.pkg.dev/cloudrun/container/hello"),
		Region: jsii.String("us-central1"),
	})
	backend := lb.NewBackendService(stack, jsii.String("WebBackend"), &lb.BackendServiceProps{
		Backends: &[]lb.IBackend{web},
	})
	lb.NewApplicationLoadBalancer(stack, jsii.String("LoadBalancer"), &lb.ApplicationLoadBalancerProps{
		Domains:        jsii.Strings("app.example.com"),
		DefaultService: backend,
	})
	app.Synth()
}
