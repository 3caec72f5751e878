import base64
import os

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    invoice = event["pathParameters"]["invoiceId"]
    path = f"/tmp/{invoice}"
    if not os.path.exists(path):
        s3.download_file(os.environ["UPLOADS_BUCKET"], f"invoices/{invoice}", path)
    with open(path, "rb") as file:
        body = base64.b64encode(file.read()).decode()
    return {
        "statusCode": 200,
        "isBase64Encoded": True,
        "headers": {"content-type": "application/pdf"},
        "body": body,
    }
