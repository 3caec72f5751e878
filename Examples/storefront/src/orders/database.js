'use strict';

const mysql = require('mysql2/promise');

let connection;

async function connect() {
  if (!connection) {
    connection = await mysql.createConnection({
      host: process.env.DB_HOST,
      user: process.env.DB_USER,
      password: process.env.DB_PASSWORD,
      database: 'orders',
      multipleStatements: true,
      ssl: { rejectUnauthorized: false },
    });
  }
  return connection;
}

module.exports = { connect };
