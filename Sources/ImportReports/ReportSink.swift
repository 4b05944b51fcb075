/// Where a renderer writes: texts as UTF-8, or bytes where the format is no text.
public protocol ReportSink: TextOutputStream {
  /// Writes bytes as they are.
  mutating func write(_ bytes: [UInt8])
}

/// A report in memory.
public struct ReportBytes: ReportSink {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// An empty sink.
  public init() {}

  /// Writes bytes as they are.
  public mutating func write(_ bytes: [UInt8]) { self.bytes += bytes }

  /// Writes a text as UTF-8.
  public mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
