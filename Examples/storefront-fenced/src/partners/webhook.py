import json
import os
import re

import boto3

table = boto3.resource("dynamodb").Table(os.environ["STOCK_TABLE"])

LONGEST = 64 * 1024
MOST_ITEMS = 500
SKU = re.compile(r"[A-Z0-9-]{1,40}")


def is_valid(item):
    return (
        isinstance(item, dict)
        and set(item) == {"sku", "count"}
        and isinstance(item["sku"], str)
        and SKU.fullmatch(item["sku"])
        and type(item["count"]) is int
        and 0 <= item["count"] <= 1_000_000
    )


def handler(event, context):
    """Partners send their stock as JSON; Lambda has verified who signed the request."""
    body = event.get("body", "")
    if event.get("isBase64Encoded") or len(body) > LONGEST:
        return {"statusCode": 413, "body": "too long"}
    try:
        items = json.loads(body)["items"]
    except (ValueError, KeyError, TypeError):
        return {"statusCode": 400, "body": "not a list of stock"}
    if not isinstance(items, list) or len(items) > MOST_ITEMS or not all(map(is_valid, items)):
        return {"statusCode": 400, "body": "not a list of stock"}

    for item in items:
        table.put_item(Item={"sku": item["sku"], "count": item["count"]})
    return {"statusCode": 204}
