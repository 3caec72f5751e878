'use strict';

const AWS = require('aws-sdk');

const s3 = new AWS.S3();
const index = {};

exports.handler = async (event) => {
  for (const record of event.Records) {
    const image = AWS.DynamoDB.Converter.unmarshall(record.dynamodb.NewImage || {});
    for (const word of String(image.name).toLowerCase().split(/\s+/)) {
      index[word] = (index[word] || []).concat(image.productId);
    }
  }
  await s3.putObject({
    Bucket: process.env.UPLOADS_BUCKET,
    Key: 'search/index.json',
    Body: JSON.stringify(index),
    ACL: 'public-read',
  }).promise();
};
