import ApplicationModel
import AuditKit

extension PublicResourcePolicyRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              ship:
                handler: ship.handler
                events:
                  - sqs: !GetAtt Orders.Arn
            resources:
              Resources:
                Orders:
                  Type: AWS::SQS::Queue
                OrdersPolicy:
                  Type: AWS::SQS::QueuePolicy
                  Properties:
                    Queues: [!Ref Orders]
                    PolicyDocument:
                      Statement:
                        - Effect: Allow
                          Principal: «'*'»
                          Action: sqs:SendMessage
                          Resource: !GetAtt Orders.Arn
            """),
        .flagged(
            .cloudFormation,
            """
            # Encryption on the way says nothing about who comes that way.
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
              UploadsPolicy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Uploads
                  PolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - Effect: Allow
                        Principal:
                          AWS: «"*"»
                        Action: s3:GetObject
                        Resource: !Sub ${Uploads.Arn}/*
                        Condition:
                          Bool:
                            aws:SecureTransport: true
            """),
        .flagged(
            .cloudFormation,
            """
            # A name in every account, and a condition that also holds where its key is missing.
            Resources:
              Alarms:
                Type: AWS::SNS::TopicPolicy
                Properties:
                  Topics: [!Ref Topic]
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: [«'*'»]}
                        Action: [sns:Publish]
                        Resource: !Ref Topic
                        Condition:
                          ArnLike:
                            aws:SourceArn: arn:aws:sns:*:*:orders
                      - Effect: Allow
                        Principal: {AWS: [«'*'»]}
                        Action: [sns:Subscribe]
                        Resource: !Ref Topic
                        Condition:
                          StringEqualsIfExists:
                            aws:SourceAccount: '123456789012'
              Key:
                Type: AWS::KMS::Key
                Properties:
                  KeyPolicy:
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: !If [isOpen, «'*'», !Sub 'arn:aws:iam::${AWS::AccountId}:root']}
                        Action: kms:*
                        Resource: '*'
              Bus:
                Type: AWS::Events::EventBusPolicy
                Properties:
                  StatementId: everybody
                  Principal: «'*'»
                  Action: events:PutEvents
              Layer:
                Type: AWS::Lambda::LayerVersionPermission
                Properties:
                  Action: lambda:GetLayerVersion
                  LayerVersionArn: !Ref Common
                  Principal: «'*'»
            """),
        .clean(
            .cloudFormation,
            """
            # A denial grants nothing, and each grant names a source, an organization or a network.
            Resources:
              OrdersPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Orders]
                  PolicyDocument:
                    Statement:
                      - Effect: Deny
                        Principal: '*'
                        Action: sqs:*
                        Resource: '*'
                        Condition: {Bool: {aws:SecureTransport: false}}
                      - Effect: Allow
                        Principal: '*'
                        Action: sqs:SendMessage
                        Resource: '*'
                        Condition: {ArnEquals: {aws:SourceArn: !Ref Topic}}
              UploadsPolicy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Uploads
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: {Service: cloudfront.amazonaws.com}
                        Action: s3:GetObject
                        Resource: '*'
                        Condition: {StringEquals: {AWS:SourceArn: !Sub 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Site}'}}
                      - Effect: Allow
                        Principal: '*'
                        Action: s3:PutObject
                        Resource: '*'
                        Condition: {StringEquals: {aws:PrincipalOrgID: o-a1b2c3d4e5}}
              Bus:
                Type: AWS::Events::EventBusPolicy
                Properties:
                  StatementId: organization
                  Principal: '*'
                  Action: events:PutEvents
                  Condition: {Type: StringEquals, Key: aws:PrincipalOrgID, Value: o-a1b2c3d4e5}
            """),
        .clean(
            .cloudFormation,
            """
            # The denial leaves one network of all that the grant lets in; and an API on the internet is there to be called.
            Resources:
              UploadsPolicy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Uploads
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: '*'
                        Action: s3:GetObject
                        Resource: '*'
                      - Effect: Deny
                        Principal: '*'
                        Action: s3:GetObject
                        Resource: '*'
                        Condition: {StringNotEquals: {aws:SourceVpce: vpce-1a2b3c4d}}
              Api:
                Type: AWS::ApiGateway::RestApi
                Properties:
                  Policy:
                    Statement:
                      - {Effect: Allow, Principal: '*', Action: execute-api:Invoke, Resource: execute-api:/*}
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              ship:
                handler: ship.handler
            resources:
              Resources:
                OrdersPolicy:
                  Type: AWS::SQS::QueuePolicy
                  Properties:
                    Queues: [!Ref Orders]
                    PolicyDocument:
                      Statement:
                        - Effect: Allow
                          Principal: ${env:SENDER}
                          Action: sqs:SendMessage
                          Resource: '*'
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Reader:
                Type: String
            Resources:
              Secret:
                Type: AWS::SecretsManager::ResourcePolicy
                Properties:
                  SecretId: !Ref Password
                  ResourcePolicy:
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: !Ref Reader}
                        Action: secretsmanager:GetSecretValue
                        Resource: '*'
            """),
    ]
}
