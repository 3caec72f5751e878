#!/usr/bin/env python3
"""Runs a function against moto, which enforces IAM on loopback, under the policy that ringfence says its code needs.

usage: enforced_needs.py RINGFENCE
With the whole policy every call goes through; without any one of its statements one is denied. moto knows the resources
of S3 and SQS only: of other services it enforces the actions.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

MANIFEST = """
service: reports
provider:
  name: aws
  runtime: python3.13
  environment: { TABLE: !Ref Orders, BUCKET: reports-prod, QUEUE: !Ref Jobs }
functions:
  report: { handler: report.handler, events: [{ httpApi: POST /reports }] }
resources:
  Resources:
    Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders-prod } }
    Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs-prod } }
"""

CODE = """
import os
import boto3
from boto3.dynamodb.conditions import Key

s3 = boto3.client("s3")
queue = boto3.resource("sqs").Queue(os.environ["QUEUE"])
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

def handler(event, context):
    template = s3.get_object(Bucket="templates", Key="report.txt")["Body"].read()
    table.put_item(Item={"id": event["id"], "owner": "me"})
    table.query(IndexName="owner", KeyConditionExpression=Key("owner").eq("me"))
    s3.put_object(Bucket=os.environ["BUCKET"], Key=f"out/{event['id']}", Body=template)
    queue.send_message(MessageBody=event["id"])
"""

# The services of which moto knows what a request is about.
KNOWN = ("s3:", "sqs:")
REGION = "eu-west-1"
ROOT = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}


def needed(ringfence, project):
    """The statements that ringfence prints for the function."""
    run = subprocess.run(
        [ringfence, "permissions", "report", "--in", str(project), "--format", "policy"],
        capture_output=True, text=True, check=True)
    statements = json.loads(run.stdout)["Statement"]
    for statement in statements:
        if not statement["Action"][0].startswith(KNOWN):
            statement["Resource"] = "*"
    return statements


class Cloud:
    """moto on loopback, with what the function works on and a user that stands for its role."""

    def __init__(self):
        from moto.server import ThreadedMotoServer

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        self.address = "http://%s:%s" % self.server.get_host_and_port()
        os.environ.update(ROOT, AWS_DEFAULT_REGION=REGION, AWS_ENDPOINT_URL=self.address)
        import boto3

        self.client = boto3.client
        self.queue = self.fill()
        self.client("iam").create_user(UserName="report")
        key = self.client("iam").create_access_key(UserName="report")["AccessKey"]
        self.keys = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}

    def fill(self):
        """Makes the buckets, the table and the queue, and gives the queue's address."""
        for bucket in ("templates", "reports-prod"):
            self.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.client("s3").put_object(Bucket="templates", Key="report.txt", Body=b"report")
        self.client("dynamodb").create_table(
            TableName="orders-prod", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("id", "owner")],
            GlobalSecondaryIndexes=[{
                "IndexName": "owner", "KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"}}])
        return self.client("sqs").create_queue(QueueName="jobs-prod")["QueueUrl"]

    def enforce(self, free):
        """Lets a number of requests pass before IAM is asked."""
        request = urllib.request.Request(self.address + "/moto-api/reset-auth", data=str(free).encode(), headers={"Content-Type": "text/plain"})
        urllib.request.urlopen(request).read()

    def refusal(self, statements):
        """The status that a call of the function ends with under some statements; nothing when all go through."""
        from botocore.exceptions import ClientError

        self.enforce(100)
        policy = {"Version": "2012-10-17", "Statement": statements}
        self.client("iam").put_user_policy(UserName="report", PolicyName="needed", PolicyDocument=json.dumps(policy))
        self.enforce(0)
        before = dict(os.environ)
        os.environ.update(self.keys, TABLE="orders-prod", BUCKET="reports-prod", QUEUE=self.queue)
        try:
            import boto3

            boto3.setup_default_session()
            names = {}
            exec(compile(CODE, "report.py", "exec"), names)
            names["handler"]({"id": "1"}, None)
            return None
        except ClientError as error:
            return error.response["ResponseMetadata"]["HTTPStatusCode"]
        finally:
            os.environ.clear()
            os.environ.update(before)
            boto3.setup_default_session()


def main(ringfence):
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "serverless.yml").write_text(MANIFEST)
        (project / "report.py").write_text(CODE)
        statements = needed(ringfence, project)
    cloud = Cloud()
    try:
        failures = []
        if status := cloud.refusal(statements):
            failures.append(f"under the whole policy a call ended with {status}: {json.dumps(statements)}")
        for statement in statements:
            others = [other for other in statements if other is not statement]
            status = cloud.refusal(others)
            if status != 403:
                failures.append(f"without {statement['Action']} no call was denied ({status})")
    finally:
        cloud.server.stop()
    print("\n".join(failures) or f"{len(statements)} statements, each of them needed", file=sys.stderr)
    return 1 if failures or len(statements) < 4 else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(str(Path(sys.argv[1]).resolve())))
