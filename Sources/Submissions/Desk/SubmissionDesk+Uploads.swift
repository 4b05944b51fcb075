import ImportPipeline
import Schemas

/// Putting files on the desk.
extension SubmissionDesk {
  /// Puts files on the desk, to be checked when their turn comes.
  ///
  /// They are the next round of the submission that they follow, which is replaced: the one that is named, else
  /// the caller's last one of the same package, scope and file names that is not decided. Whoever
  /// had a part in the rounds before has one in this.
  ///
  /// - Parameters:
  ///   - scope: the part of the records; must be one of the caller's, `nil` only for a caller of all.
  ///   - follows: the submission whose place it takes.
  ///   - isCorrection: whether the files are those of `follows` with corrections, so that the event says so.
  /// - Throws: `notAllowed`, `badScope`, `tooMany`, `stale` when the round before is decided by now.
  public func submit(
    _ files: [StoredFile], package: String, scope: Scope?, language: String, by caller: Caller,
    follows: String? = nil, isCorrection: Bool = false
  ) throws(DeskError) -> Submission {
    let action = isCorrection ? DeskAction.correct : .upload
    guard caller.may(action) else { throw .notAllowed }
    guard caller.may(action, package: package, scope: scope) else { throw .badScope }
    guard (1...settings.uploads.files).contains(files.count) else { throw .tooMany }
    guard Self.isWord(package), Self.isWord(language) else { throw .badName }
    let files = Self.distinct(files)
    defer { wake() }
    return try store.change { connection throws(DeskError) in
      let waiting = try connection.value(
        """
        SELECT count(*) FROM \(connection.name(.submissions))
        WHERE uploaded_by = ?1 AND state IN ('uploaded', 'checking')
        """, [.text(caller.name)])
      guard waiting.integer ?? 0 < settings.uploads.waiting else { throw .tooMany }
      let previous = try previous(
        of: files, package: package, scope: scope, by: caller, named: follows, connection)
      let id = Secret.id()
      let now = store.now
      if connection.sql.dialect == .postgresql {
        try connection.execute(
          "LOCK TABLE \(connection.name(.submissions)) IN SHARE ROW EXCLUSIVE MODE")
      }
      let number = try connection.value(
        "SELECT coalesce(max(number), 0) + 1 FROM \(connection.name(.submissions))")
      try connection.execute(
        """
        INSERT INTO \(connection.name(.submissions))
          (id, number, package, scope, language, state, version, round, follows, uploaded_by,
           created_at, changed_at, folder, actor, comment, approvals, is_expired)
        VALUES (?1, ?2, ?3, ?4, ?5, 'uploaded', 1, ?6, ?7, ?8, ?9, ?9, ?10, ?8, '', '', 0)
        """,
        [
          .text(id), number, .text(package), .text(scope?.text ?? ""), .text(language),
          SQLValue((previous?.round ?? 0) + 1), SQLValue(previous?.id), .text(caller.name),
          SQLValue(now), .text(uploads.id),
        ])
      for (place, file) in files.enumerated() {
        try connection.execute(
          """
          INSERT INTO \(connection.name(.files)) (id, submission_id, place, name, sha256, bytes)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6)
          """,
          [
            .text(file.id), .text(id), SQLValue(place), .text(file.name), .text(file.sha256),
            SQLValue(file.bytes),
          ])
      }
      try Self.addContributor(caller.accountID, to: id, connection)
      if let previous {
        try connection.execute(
          """
          INSERT INTO \(connection.name(.contributors)) (submission_id, account_id)
          SELECT ?1, account_id FROM \(connection.name(.contributors)) WHERE submission_id = ?2
          ON CONFLICT DO NOTHING
          """, [.text(id), .text(previous.id)])
        if previous.state != .withdrawn {
          try step(previous, to: .replaced, by: caller.name, connection)
        }
      }
      try DeskLog.write(
        caller.event(
          action, of: id, at: now, detail: files.map(\.sha256).joined(separator: " ")),
        connection)
      return try Self.submission(id, connection)
    }
  }

  /// The round before.
  private func previous(
    of files: [StoredFile], package: String, scope: Scope?, by caller: Caller, named id: String?,
    _ connection: DeskConnection
  ) throws(DeskError) -> Submission? {
    if let id {
      let found = try Self.submission(id, connection, locks: true)
      guard found.package == package, found.scope == scope else { throw .badScope }
      guard found.state.isReplaceable else { throw .wrongState(found.state) }
      return found
    }
    let rows = try connection.rows(
      """
      SELECT \(Submission.columns) FROM \(connection.name(.submissions))
      WHERE uploaded_by = ?1 AND package = ?2 AND scope = ?3 AND state <> 'replaced'
      ORDER BY number DESC LIMIT 50
      """, [.text(caller.name), .text(package), .text(scope?.text ?? "")])
    let names = Set(files.map(\.name))
    for row in rows {
      guard let submission = Submission(row) else { continue }
      let found = try Self.completed(submission, connection)
      if Set(found.files.map(\.name)) == names {
        // What is decided is not replaced: the same file next year is a first round.
        return found.state.isReplaceable
          ? try Self.submission(found.id, connection, locks: true) : nil
      }
    }
    return nil
  }

  /// Whether a text can be the name of a package, a table or a language: never a path, never an option.
  static func isWord(_ text: String) -> Bool {
    (1...100).contains(text.utf8.count) && text.first?.isLetter == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
  }

  static func addContributor(
    _ account: String, to submission: String, _ connection: DeskConnection
  ) throws(DeskError) {
    try connection.execute(
      """
      INSERT INTO \(connection.name(.contributors)) (submission_id, account_id)
      VALUES (?1, ?2) ON CONFLICT DO NOTHING
      """, [.text(submission), .text(account)])
  }

  /// Files of which no two have a name in common, however their letters are written.
  static func distinct(_ files: [StoredFile]) -> [StoredFile] {
    var seen: Set<String> = []
    return files.map { file in
      var file = file
      let dot = file.name.lastIndex(of: ".") ?? file.name.endIndex
      let (stem, ending) = (file.name[..<dot], file.name[dot...])
      var count = 1
      while !seen.insert(file.name.lowercased()).inserted {
        count += 1
        file.name = "\(stem)-\(count)\(ending)"
      }
      return file
    }
  }
}
