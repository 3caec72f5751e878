import ApplicationModel
import AuditKit

extension UnknownActionRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action:
                        - «dynamodb:GetItems»
                        - dynamodb:PutItem
                        - «sts:GetCallerIdentify»
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
            """),
        .flagged(
            .serverlessFramework,
            """
            # No service, no colon, a pattern that nothing fits; and a denial that denies nothing.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [«dynamo:GetItem», «sqs.SendMessage», «'s3:Fetch*'»]
                      Resource: arn:aws:sqs:eu-west-1:123456789012:orders
                    - Effect: Deny
                      Action: «s3:DeleteObjects»
                      Resource: '*'
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # Letters' case does not count, and what AWS no longer documents is no mistake.
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: [dynamodb:getitem, 's3:Get*', 'dynamodb:*', '*:List*']
                      Resource: '*'
            functions:
              list:
                handler: list.handler
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              iam:
                role:
                  statements:
                    - Effect: Allow
                      Action: ${env:ACTION}
                      Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
            functions:
              list:
                handler: list.handler
            """),
        .flagged(
            .sam,
            """
            # What a policy template of SAM's holds is not its author's to correct.
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Ask:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: src/
                  Handler: ask.handler
                  Runtime: python3.14
                  Policies:
                    - SQSPollerPolicy:
                        QueueName: !GetAtt Orders.QueueName
                    - Statement:
                        - Effect: Allow
                          Action: «bedrock-runtime:InvokeModel»
                          Resource: arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0
              Orders:
                Type: AWS::SQS::Queue
            """),
    ]
}
