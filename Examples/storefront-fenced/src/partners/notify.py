import json
import os
from html import escape

import boto3

ses = boto3.client("ses")


def handler(event, context):
    for record in event["Records"]:
        order = json.loads(record["Sns"]["Message"])
        number = int(order["id"])
        html = f"<p>Dear {escape(str(order['name']))}, your order {number} is on its way.</p>"
        ses.send_email(
            Source=os.environ["SENDER"],
            Destination={"ToAddresses": [str(order["email"])]},
            Message={
                "Subject": {"Data": f"Order {number}"},
                "Body": {"Html": {"Data": html}},
            },
        )
        print(json.dumps({"message": "order mailed", "order": number}))
