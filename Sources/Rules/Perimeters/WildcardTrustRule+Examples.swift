import ApplicationModel
import AuditKit

extension WildcardTrustRule {
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
                          Principal: {Service: «sns.amazonaws.com»}
                          Action: sqs:SendMessage
                          Resource: !GetAtt Orders.Arn
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              UploadsPolicy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Uploads
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: [«arn:aws:iam::123456789012:root», «'210987654321'»]}
                        Action: s3:GetObject
                        Resource: !Sub ${Uploads.Arn}/*
                      - Effect: Allow
                        Principal: {Service: [«cloudfront.amazonaws.com»]}
                        Action: s3:GetObject
                        Resource: !Sub ${Uploads.Arn}/*
            """),
        .flagged(
            .cloudFormation,
            """
            # The name of a service in one region.
            Resources:
              Orders: { Type: AWS::SQS::Queue }
              OrdersPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Orders]
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: { Service: !Sub «'sns.${AWS::Region}.amazonaws.com'» }
                        Action: sqs:SendMessage
                        Resource: !GetAtt Orders.Arn
            """),
        .clean(
            .cloudFormation,
            """
            # One role, the own account, and a service for one topic.
            Resources:
              OrdersPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Orders]
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: arn:aws:iam::123456789012:role/reports}
                        Action: sqs:ReceiveMessage
                        Resource: '*'
                      - Effect: Allow
                        Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}
                        Action: sqs:*
                        Resource: '*'
                      - Effect: Allow
                        Principal: {Service: sns.amazonaws.com}
                        Action: sqs:SendMessage
                        Resource: '*'
                        Condition: {ArnEquals: {aws:SourceArn: !Ref Topic}}
            """),
        .clean(
            .cloudFormation,
            """
            # Everybody is the business of `public-resource-policy`, a role's trust that of `assumable-by-anyone`.
            Resources:
              OrdersPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Orders]
                  PolicyDocument:
                    Statement:
                      - {Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: '*'}
              Reports:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement:
                      - {Effect: Allow, Principal: {AWS: '123456789012'}, Action: sts:AssumeRole}
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Partner:
                Type: String
            Resources:
              OrdersPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Orders]
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: !Sub 'arn:aws:iam::${Partner}:root'}
                        Action: sqs:SendMessage
                        Resource: '*'
            """),
    ]
}
