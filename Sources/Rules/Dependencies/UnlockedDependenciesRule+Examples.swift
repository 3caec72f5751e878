import ApplicationModel
import AuditKit

extension UnlockedDependenciesRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              list:
                handler: «src/list.handler»
              export:
                handler: src/export.handler
            """,
            files: ["package.json": #"{"dependencies": {"pg": "^8.11.0"}, "devDependencies": {"serverless": "4"}}"#]),
        .flagged(
            .serverlessFramework,
            """
            # Its own list lies beside the code; the lock of another ecosystem does not hold for it.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              list:
                handler: «orders/list.handler»
            """,
            files: [
                "orders/requirements.txt": "# web\nrequests>=2.0\nboto3==1.40.0\n", "package-lock.json": "{}",
                "package.json": #"{"dependencies": {"pg": "^8.11.0"}}"#,
            ]),
        .clean(
            .serverlessFramework,
            """
            # A workspace has its lockfile at the root of all packages.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              list:
                handler: packages/orders/list.handler
            """,
            files: ["packages/orders/package.json": #"{"dependencies": {"pg": "^8.11.0"}}"#, "yarn.lock": ""]),
        .clean(
            .serverlessFramework,
            """
            # Every version is written out, as `pip freeze` and `pip-compile` do.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              list:
                handler: list.handler
            """,
            files: ["requirements.txt": "--index-url https://pypi.org/simple\nrequests==2.32.3 \\\n    --hash=sha256:00\nboto3==1.40.0\n"]),
        .clean(
            .serverlessFramework,
            """
            # Nothing that runs with the code is installed, and the framework is no part of it.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              list:
                handler: list.handler
            """,
            files: ["package.json": #"{"devDependencies": {"serverless": "4"}, "dependencies": {"common": "file:../common"}}"#]),
        .flagged(
            .sam,
            """
            # Handlers are named from the folder in `CodeUri`.
            Transform: AWS::Serverless-2016-10-31
            Resources:
              List:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: list/
                  Handler: «app.handler»
                  Runtime: nodejs24.x
              Ping:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: ping/, Handler: app.handler, Runtime: nodejs24.x}
            """,
            files: [
                "list/package.json": #"{"dependencies": {"pg": "^8.11.0"}}"#,
                "ping/package.json": #"{"dependencies": {"pg": "^8.11.0"}}"#, "ping/package-lock.json": "{}",
            ]),
    ]
}
