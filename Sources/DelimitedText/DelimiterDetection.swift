import TabularCore

/// Finds the delimiter of a file from its first records.
struct DelimiterDetection {
  /// The result of splitting the sample with a candidate.
  private struct Score {
    var delimiter: UInt8
    /// The most frequent number of fields above 1.
    var fields: Int
    /// How many records have it.
    var matching: Int
    /// How many records there are.
    var records: Int
    /// The first record.
    var first: [String]

    func isBetter(than other: Score) -> Bool { matching * other.records > other.matching * records }
  }

  /// The delimiters that are tried, in the order in which a tie is reported.
  static let candidates: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
  /// How many records are looked at.
  static let sampleRecords = 200

  /// The quote of the file.
  let quote: UInt8
  /// What the user and the package say.
  let options: DialectOptions
  /// The limits of the run.
  let limits: Limits

  /// The delimiter of a sample of text.
  ///
  /// A candidate scores the share of records that have its most frequent number of fields above 1.
  /// The best score wins; a tie goes to the candidate whose first record matches more headers.
  func delimiter(of window: RecordScanner.Window) throws(DelimitedTextError) -> UInt8 {
    let scores = Self.candidates.compactMap { score(of: $0, in: window) }
    guard var best = scores.first else { return UInt8(ascii: ",") }
    for score in scores.dropFirst() where score.isBetter(than: best) { best = score }
    var tied = scores.filter { !best.isBetter(than: $0) }
    if tied.count > 1, let headerScore = options.headerScore {
      let matches = tied.map { headerScore($0.first) }
      let most = matches.max() ?? 0
      tied = zip(tied, matches).filter { $0.1 == most }.map(\.0)
    }
    if tied.count > 1, !options.acceptsDelimiterTie {
      throw .delimiterUnclear(tied[0].delimiter, tied[1].delimiter, fields: tied[0].fields)
    }
    return tied[0].delimiter
  }

  private func score(of delimiter: UInt8, in window: RecordScanner.Window) -> Score? {
    let batch = records(of: window, delimiter: delimiter)
    var counts: [Int: Int] = [:]
    var records = 0
    var first: [String]?
    for (index, row) in batch.rows.enumerated() where row.cellCount > 0 {
      records += 1
      counts[row.cellCount, default: 0] += 1
      if first == nil { first = batch.cells(ofRowAt: index).map { batch.text(of: $0) } }
    }
    let candidates = counts.filter { $0.key > 1 }
    guard let best = candidates.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
      return nil
    }
    return Score(
      delimiter: delimiter, fields: best.key, matching: best.value, records: records,
      first: first ?? [])
  }

  /// The first records; a record that the sample cuts off counts only if there is no other.
  private func records(of window: RecordScanner.Window, delimiter: UInt8) -> RowBatch {
    var limits = limits
    limits[.columns] = Int.max
    limits[.fieldSize] = max(limits[.fieldSize], window.end)
    var batch = RowBatch()
    for isFinal in [window.isFinal, true] where batch.rowCount == 0 {
      var window = window
      window.isFinal = isFinal
      var scanner = RecordScanner(delimiter: delimiter, quote: quote, limits: limits)
      var filled = 0
      repeat {
        // The batch contains blank lines as rows too, so more are read to make up for them.
        let maximumRows = batch.rowCount + Self.sampleRecords - filled
        guard (try? scanner.scan(&window, into: &batch, maximumRows: maximumRows)) == .full else {
          break
        }
        filled = batch.rows.count { $0.cellCount > 0 }
      } while filled < Self.sampleRecords
    }
    return batch
  }
}
