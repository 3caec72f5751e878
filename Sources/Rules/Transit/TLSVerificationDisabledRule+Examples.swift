import AuditKit

extension TLSVerificationDisabledRule {
    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const https = require('https');
            const axios = require('axios');
            const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: «false» });
            exports.handler = async (event) => {
              const { data } = await axios.get('https://partner.example.com/prices', { httpsAgent: agent });
              return { statusCode: 200, body: JSON.stringify(data) };
            };
            """),
        .flagged(
            .typeScript,
            """
            import got from 'got';
            import { Agent, setGlobalDispatcher } from 'undici';
            setGlobalDispatcher(new Agent({ connect: { rejectUnauthorized: «false» } }));
            export const handler = async (): Promise<string> => {
              «process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';»
              return got('https://partner.example.com', { https: { rejectUnauthorized: «false» } }).text();
            };
            """),
        .flagged(
            .python,
            """
            import ssl
            import urllib.request

            import aiohttp
            import boto3
            import httpx
            import requests

            client = httpx.Client(verify=«False»)
            storage = boto3.client("s3", verify=«False»)
            «ssl._create_default_https_context = ssl._create_unverified_context»

            async def handler(event, context):
                requests.post("https://partner.example.com/orders", json={}, verify=«False»)
                session = requests.Session()
                «session.verify = False»
                context = ssl.create_default_context()
                context.check_hostname = False
                «context.verify_mode = ssl.CERT_NONE»
                urllib.request.urlopen("https://partner.example.com", context=ssl.«_create_unverified_context»())
                async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=«False»)) as web:
                    await web.get("https://partner.example.com")
            """),
        .clean(
            .javaScript,
            """
            const https = require('https');
            const fs = require('fs');
            const agent = new https.Agent({ ca: fs.readFileSync('ca.pem'), rejectUnauthorized: true });
            exports.handler = async () => {
              https.get('https://partner.example.com/prices', { agent });
              // A proxy next to the function, as tests start it.
              https.get('https://localhost:8443/prices', { rejectUnauthorized: false });
              process.env.TZ = '0';
            };
            """),
        .clean(
            .python,
            """
            import jwt
            import requests

            session = requests.Session()
            session.verify = "/opt/ca.pem"

            def handler(event, context):
                requests.get("https://partner.example.com/orders", verify="/opt/ca.pem")
                requests.get("https://localhost:8443/orders", verify=False)
                requests.get("https://partner.example.com/orders", verify=True)
                # This is about a token, which another rule looks at.
                jwt.decode(event["token"], verify=False)
            """),
        .flagged(
            .java,
            """
            import java.security.cert.X509Certificate;
            import javax.net.ssl.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    TrustManager[] managers = { new X509TrustManager() {
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}
                        public void «checkServerTrusted»(X509Certificate[] chain, String type) {}
                        public X509Certificate[] getAcceptedIssuers() { return null; }
                    } };
                    HttpsURLConnection.«setDefaultHostnameVerifier»((host, session) -> true);
                    return managers.toString();
                }
            }
            """),
        .clean(
            .java,
            """
            import java.security.KeyStore;
            import java.security.cert.*;
            import javax.net.ssl.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                static class Checked implements HostnameVerifier {
                    public boolean verify(String host, SSLSession session) { return host.equals("shop.example"); }
                }
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
                    factory.init((KeyStore) null);
                    return new Checked().toString();
                }
            }
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "crypto/tls"
                "net/http"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: «true»}}}
                if _, err := client.Get("https://api.example.com/orders"); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 502}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "crypto/tls"
                "net/http"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}}
                if _, err := client.Get("https://api.example.com/orders"); err != nil {
                    return events.APIGatewayV2HTTPResponse{StatusCode: 502}, nil
                }
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
