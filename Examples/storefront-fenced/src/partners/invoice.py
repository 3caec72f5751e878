import base64
import os
import re

import boto3

s3 = boto3.client("s3")

INVOICE = re.compile(r"[0-9]{4}-[0-9]{1,8}")


def handler(event, context):
    invoice = event["pathParameters"]["invoiceId"]
    if not INVOICE.fullmatch(invoice):
        return {"statusCode": 400, "body": "not an invoice number"}

    customer = event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]
    try:
        pdf = s3.get_object(Bucket=os.environ["UPLOADS_BUCKET"], Key=f"invoices/{customer}/{invoice}.pdf")
    except s3.exceptions.NoSuchKey:
        return {"statusCode": 404, "body": "no such invoice"}
    return {
        "statusCode": 200,
        "isBase64Encoded": True,
        "headers": {"content-type": "application/pdf"},
        "body": base64.b64encode(pdf["Body"].read()).decode(),
    }
