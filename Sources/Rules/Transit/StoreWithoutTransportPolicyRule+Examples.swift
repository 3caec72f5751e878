import ApplicationModel
import AuditKit

extension StoreWithoutTransportPolicyRule {
    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Resources:
              «Uploads»:
                Type: AWS::S3::Bucket
              Sign:
                Type: AWS::Lambda::Function
                Properties:
                  Code: { ZipFile: pass }
                  Environment: { Variables: { BUCKET: !Ref Uploads } }
              «Pictures»: { Type: AWS::S3::Bucket, Properties: { AccessControl: PublicRead } }
              «Orders»:
                Type: AWS::SQS::Queue
              OrdersPolicy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Orders]
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Principal: { AWS: 'arn:aws:iam::123456789012:role/shop' }
                        Action: sqs:SendMessage
                        Resource: !GetAtt Orders.Arn
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              mail:
                handler: mail.handler
                events:
                  - sns: { arn: !Ref News, topicName: news }
            resources:
              Resources:
                News:
                  Type: AWS::SNS::Topic
                Parameters:
                  Type: AWS::DocDB::DBClusterParameterGroup
                  Properties:
                    Family: docdb5.0
                    Parameters: { tls: «disabled» }
            """),
        .clean(
            .cloudFormation,
            """
            # What only services of AWS come to is for another rule to say.
            Resources:
              Orders: { Type: AWS::SQS::Queue }
              Artefacts: { Type: AWS::S3::Bucket }
            """),
        .clean(
            .cloudFormation,
            """
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
              UploadsPolicy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Uploads
                  PolicyDocument:
                    Statement:
                      - Effect: Deny
                        Principal: '*'
                        Action: 's3:*'
                        Resource: [!GetAtt Uploads.Arn, !Sub '${Uploads.Arn}/*']
                        Condition:
                          Bool: { 'aws:SecureTransport': 'false' }
              Items:
                Type: AWS::DynamoDB::Table
            """),
        .undecided(
            .cloudFormation,
            """
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
              UploadsPolicy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Uploads
                  PolicyDocument: !ImportValue shop-bucket-policy
            """),
    ]
}
