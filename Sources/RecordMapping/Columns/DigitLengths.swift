import TabularCore

/// How many digits the codes of a column have.
struct DigitLengths: Sendable {
  private var total = 0
  private var counts: [Int: Int] = [:]
  private var samples: [Int: [(row: Int, text: String)]] = [:]
  private var sampleCount = 0

  /// The fewest values needed to conclude that zeros were lost.
  static let leastValues = 20
  /// The most codes kept with their rows.
  static let mostSamples = 4096

  /// Takes a code.
  mutating func observe(_ text: String, row: Int) {
    total += 1
    let length = text.utf8.count
    guard length <= 64, text.utf8.allSatisfy(ByteScanning.isDigit) else { return }
    counts[length, default: 0] += 1
    // A few samples of the usual length are enough: only shorter codes are reported.
    guard samples[length, default: []].count < Self.mostSamples else { return }
    if sampleCount >= 2 * Self.mostSamples { dropUsual() }
    guard sampleCount < 2 * Self.mostSamples else { return }
    samples[length, default: []].append((row, text))
    sampleCount += 1
  }

  /// Takes a code by its bytes.
  mutating func observe(_ text: UnsafeRawBufferPointer, row: Int) {
    guard text.allSatisfy(ByteScanning.isDigit) else {
      total += 1
      return
    }
    observe(String(decoding: text, as: UTF8.self), row: row)
  }

  /// Discards the samples of the most frequent length.
  private mutating func dropUsual() {
    guard let usual = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key,
      let dropped = samples.removeValue(forKey: usual)
    else { return }
    sampleCount -= dropped.count
  }

  /// The codes with fewer digits than at least nine tenths of all values.
  var findings: [ColumnFinding] {
    guard total >= Self.leastValues,
      let usual = counts.first(where: { $0.value * 10 >= total * 9 })
    else { return [] }
    let shorter = samples.filter { $0.key < usual.key }.values.joined()
    return shorter.sorted { $0.row < $1.row }.map { sample in
      ColumnFinding(
        .valueZeroLost(
          value: sample.text, count: sample.text.utf8.count, usual: usual.value, total: total,
          length: usual.key),
        row: sample.row, value: sample.text)
    }
  }
}
