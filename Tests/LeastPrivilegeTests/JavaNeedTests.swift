import LeastPrivilege
import Testing

/// Which permissions the calls of the SDKs for Java need, and on what.
@Suite("Needs of code in Java")
struct JavaNeedTests {
    private static let manifest = """
        service: shop
        provider:
          name: aws
          runtime: java21
          environment: { TABLE: !Ref Orders, QUEUE: !Ref Jobs, BUCKET: uploads-prod }
        functions:
          f: { handler: shop.Handler, events: [{ s3: photos }] }
        resources:
          Resources:
            Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders-prod } }
            Jobs: { Type: AWS::SQS::Queue }
        """

    private static let table = "arn:aws:dynamodb:*:*:table/orders-prod"

    private static let cases: [(String, [String])] = [
        (
            """
            import com.amazonaws.services.lambda.runtime.events.S3Event;
            import software.amazon.awssdk.services.s3.S3Client;
            import software.amazon.awssdk.services.s3.model.*;
            class Handler {
              private final S3Client s3 = S3Client.builder().build();
              public void handleRequest(S3Event event) {
                String bucket = event.getRecords().get(0).getS3().getBucket().getName();
                s3.getObjectAsBytes(GetObjectRequest.builder().bucket(bucket).key("a").build());
                s3.putObject(b -> b.bucket(System.getenv("BUCKET")).key("k").acl("private"), null);
                s3.listObjectsV2Paginator(ListObjectsV2Request.builder().bucket("b").build());
                s3.copyObject(CopyObjectRequest.builder().sourceBucket("from").sourceKey("x").destinationBucket("to").destinationKey("y").build());
                s3.waiter().waitUntilObjectExists(r -> r.bucket("b").key("k"));
              }
            }
            """,
            [
                "s3:GetObject arn:aws:s3:::photos/a", "s3:GetObject arn:aws:s3:::from/x", "s3:GetObject arn:aws:s3:::b/k", "s3:ListBucket arn:aws:s3:::b",
                "s3:PutObject arn:aws:s3:::uploads-prod/k", "s3:PutObject arn:aws:s3:::to/y", "s3:PutObjectAcl arn:aws:s3:::uploads-prod/k",
            ]
        ),
        (
            """
            import com.amazonaws.services.s3.*;
            import com.amazonaws.services.s3.model.*;
            import com.amazonaws.services.s3.transfer.*;
            class Handler {
              private final AmazonS3 s3 = AmazonS3ClientBuilder.standard().withRegion("eu-west-1").build();
              public void handleRequest(Object event) {
                s3.getObject("b", "k");
                s3.getObject(new GetObjectRequest("c", "k"));
                s3.deleteObject("b", "k");
                PutObjectRequest put = new PutObjectRequest("d", "k", "text").withCannedAcl(CannedAccessControlList.Private);
                s3.putObject(put);
                TransferManagerBuilder.standard().build().upload("e", "k", null);
              }
            }
            """,
            [
                "s3:AbortMultipartUpload arn:aws:s3:::e/k perhaps", "s3:DeleteObject arn:aws:s3:::b/k", "s3:GetObject arn:aws:s3:::b/k",
                "s3:GetObject arn:aws:s3:::c/k", "s3:PutObject arn:aws:s3:::d/k", "s3:PutObject arn:aws:s3:::e/k", "s3:PutObjectAcl arn:aws:s3:::d/k",
            ]
        ),
        (
            """
            import software.amazon.awssdk.enhanced.dynamodb.*;
            import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
            import software.amazon.awssdk.services.dynamodb.model.*;
            class Handler {
              private final DynamoDbClient client = DynamoDbClient.create();
              private final DynamoDbTable<Order> orders =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).build().table(System.getenv("TABLE"), TableSchema.fromBean(Order.class));
              public void handleRequest(Order order) {
                orders.putItem(order);
                DynamoDbIndex<Order> owners = orders.index("owner");
                owners.query(q -> q.limit(1));
                client.deleteItem(DeleteItemRequest.builder().tableName("other").build());
              }
            }
            class Order { String id; }
            """, ["dynamodb:DeleteItem arn:aws:dynamodb:*:*:table/other", "dynamodb:PutItem \(table)", "dynamodb:Query \(table)/index/owner"]
        ),
        (
            """
            import com.amazonaws.services.dynamodbv2.*;
            import com.amazonaws.services.dynamodbv2.datamodeling.*;
            import com.amazonaws.services.dynamodbv2.document.DynamoDB;
            import com.amazonaws.services.dynamodbv2.document.Table;
            class Handler {
              private final AmazonDynamoDB client = AmazonDynamoDBClientBuilder.defaultClient();
              private final DynamoDBMapper mapper = new DynamoDBMapper(client);
              private final Table table = new DynamoDB(client).getTable(System.getenv("TABLE"));
              public void handleRequest(Order order) {
                mapper.load(Order.class, "1");
                table.getItem("id", "1");
                table.getIndex("owner").query("owner", "me");
                client.putItem("items", null);
              }
            }
            @DynamoDBTable(tableName = "rows")
            class Order { String id; }
            """,
            [
                "dynamodb:GetItem arn:aws:dynamodb:*:*:table/rows", "dynamodb:GetItem \(table)", "dynamodb:PutItem arn:aws:dynamodb:*:*:table/items",
                "dynamodb:Query \(table)/index/owner",
            ]
        ),
        (
            """
            import com.amazonaws.services.sqs.*;
            import com.amazonaws.services.sqs.model.*;
            import software.amazon.awssdk.services.sfn.SfnClient;
            import software.amazon.awssdk.services.s3.presigner.S3Presigner;
            import software.amazon.awssdk.services.s3.presigner.model.*;
            import software.amazon.awssdk.services.s3.model.*;
            class Handler {
              private final AmazonSQS sqs = AmazonSQSClientBuilder.defaultClient();
              private final SfnClient steps = SfnClient.create();
              public void handleRequest(Object event) {
                sqs.sendMessage(new SendMessageRequest().withQueueUrl(System.getenv("QUEUE")).withMessageBody("1"));
                steps.startExecution(r -> r.stateMachineArn("arn:aws:states:eu-west-1:123456789012:stateMachine:ship"));
                S3Presigner.create().presignGetObject(GetObjectPresignRequest.builder()
                  .getObjectRequest(GetObjectRequest.builder().bucket("b").key("k").build()).build());
              }
            }
            """,
            [
                "s3:GetObject arn:aws:s3:::b/k", "sqs:SendMessage arn:aws:sqs:*:*:${Jobs.QueueName}",
                "states:StartExecution arn:aws:states:eu-west-1:123456789012:stateMachine:ship",
            ]
        ),
    ]

    @Test(arguments: cases.indices)
    func calls(_ index: Int) async throws {
        let (code, expected) = Self.cases[index]
        let compared = try await ComparedApplication(Self.manifest, ["src/main/java/shop/Handler.java": "package shop;\n" + code])
        #expect(compared.needs == expected)
        #expect(compared.comparison.functions.first?.needs.incompleteness == nil)
    }
}
