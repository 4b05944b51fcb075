import CLibPQ

extension ConnectionString {
  /// The environment variables that carry the URI's settings to PostgreSQL's programs, so that
  /// nothing of it appears on a command line.
  var variables: [String: String] {
    let names = [
      "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "dbname": "PGDATABASE",
      "user": "PGUSER", "password": "PGPASSWORD", "passfile": "PGPASSFILE",
      "options": "PGOPTIONS", "service": "PGSERVICE", "sslmode": "PGSSLMODE",
      "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY", "sslrootcert": "PGSSLROOTCERT",
      "sslcrl": "PGSSLCRL", "gssencmode": "PGGSSENCMODE", "krbsrvname": "PGKRBSRVNAME",
      "connect_timeout": "PGCONNECT_TIMEOUT", "requirepeer": "PGREQUIREPEER",
      "channel_binding": "PGCHANNELBINDING",
    ]
    var variables: [String: String] = [:]
    for (keyword, value) in values {
      if let name = names[keyword] { variables[name] = value }
    }
    return variables
  }

  /// The same settings for another database of the server.
  func naming(_ database: String) -> ConnectionString? {
    var values = values
    values["dbname"] = database
    let words = values.sorted { $0.key < $1.key }.map { keyword, value in
      keyword + "='" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
    return ConnectionString(words.joined(separator: " "))
  }

  /// What the text says, by keyword of libpq.
  private var values: [String: String] {
    guard let options = PQconninfoParse(text, nil) else { return [:] }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        values[String(cString: keyword)] = String(cString: value)
      }
      option += 1
    }
    return values
  }
}
