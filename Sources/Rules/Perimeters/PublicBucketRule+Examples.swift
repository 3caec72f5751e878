import ApplicationModel
import AuditKit

extension PublicBucketRule {
    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              resize:
                handler: resize.handler
                environment:
                  UPLOADS: !Ref Uploads
            resources:
              Resources:
                Uploads:
                  Type: AWS::S3::Bucket
                  Properties:
                    AccessControl: «PublicRead»
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
                Properties:
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: true
                    BlockPublicPolicy: «false»
                    IgnorePublicAcls: true
                    RestrictPublicBuckets: false
              Inbox:
                Type: AWS::S3::Bucket
                Properties:
                  AccessControl: !If [isTest, «PublicReadWrite», Private]
              Exports:
                Type: AWS::S3::AccessPoint
                Properties:
                  Bucket: !Ref Uploads
                  PublicAccessBlockConfiguration:
                    BlockPublicPolicy: «false»
            """),
        .flagged(
            .cloudFormation,
            """
            # A website on the bucket itself needs the block to be off.
            Resources:
              Site:
                Type: AWS::S3::Bucket
                Properties:
                  WebsiteConfiguration:
                    IndexDocument: index.html
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: «'false'»
            """),
        .flagged(
            .cloudFormation,
            """
            # Lists are allowed and nothing blocks them: the bucket is open whatever its age.
            Resources:
              Shared:
                Type: AWS::S3::Bucket
                Properties:
                  AccessControl: «PublicRead»
                  OwnershipControls: { Rules: [{ ObjectOwnership: ObjectWriter }] }
                  PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true }
            """),
        .clean(
            .cloudFormation,
            """
            # The block refuses the list, and a bucket whose owner is enforced has no lists.
            Resources:
              Blocked:
                Type: AWS::S3::Bucket
                Properties:
                  AccessControl: PublicRead
                  PublicAccessBlockConfiguration: { BlockPublicAcls: true }
              Owned:
                Type: AWS::S3::Bucket
                Properties:
                  AccessControl: PublicRead
                  OwnershipControls: { Rules: [{ ObjectOwnership: BucketOwnerEnforced }] }
            """),
        .clean(
            .cloudFormation,
            """
            # What is not said is private, and a website whose bucket stays closed is served by somebody else.
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
              Logs:
                Type: AWS::S3::Bucket
                Properties:
                  AccessControl: LogDeliveryWrite
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: true
                    BlockPublicPolicy: true
                    IgnorePublicAcls: true
                    RestrictPublicBuckets: true
              Site:
                Type: AWS::S3::Bucket
                Properties:
                  WebsiteConfiguration:
                    IndexDocument: index.html
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              resize:
                handler: resize.handler
            resources:
              Resources:
                Uploads:
                  Type: AWS::S3::Bucket
                  Properties:
                    AccessControl: ${env:ACCESS}
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Block:
                Type: String
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
                Properties:
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: !Ref Block
            """),
    ]
}
