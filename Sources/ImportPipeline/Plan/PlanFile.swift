import Crypto
import Foundation
import TabularCore

/// A plan as it was written: verified as a whole, then read operation by operation.
public struct PlanFile: Sendable {
  /// Why a file cannot be used as a plan.
  public enum Problem: Error, Sendable, Hashable {
    /// It cannot be read, for the system's reason.
    case unreadable(reason: String)
    /// It is not a plan, or one of another version.
    case foreign
    /// It does not end, or its digest does not match: it was cut off or changed.
    case damaged
  }

  /// The file's path.
  public let path: String
  /// The plan's header.
  public let header: PlanHeader
  /// The plan's summary.
  public let summary: PlanSummary

  /// Opens a plan and verifies all of it.
  public init(path: String) throws(Problem) {
    self.path = path
    var lines = try PlanLines(path: path)
    guard let first = try lines.first(), let header = PlanHeader(first) else { throw .foreign }
    self.header = header
    var digest = SHA256()
    digest.update(data: first + [UInt8(ascii: "\n")])
    var count = 0
    var tables: [PlanSummary.Table]?
    while tables == nil, let line = try lines.next() {
      digest.update(data: line)
      digest.update(data: [UInt8(ascii: "\n")])
      if line.starts(with: PlanLine.summaryMark) {
        tables = PlanSummary.tables(line)
        guard tables != nil else { throw .damaged }
      } else {
        count += 1
      }
    }
    guard let tables, let end = try lines.next(), let last = PlanSummary(end, tables: tables),
      try lines.next() == nil, last.operationCount == count,
      last.digest == digest.finalize().hexadecimal
    else { throw .damaged }
    summary = last
  }

  /// The last component of the path.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Reads the operations one after another, each with its line of JSON.
  public func forEachOperation(
    _ body: (_ operation: PlanOperation, _ line: [UInt8]) throws -> Void
  ) throws {
    var lines = try operationLines()
    while let line = try lines.next(), !line.starts(with: PlanLine.summaryMark) {
      guard let operation = PlanOperation(line) else { throw Problem.damaged }
      try body(operation, line)
    }
  }

  /// The lines of JSON before and after the operations.
  public var frame: (before: [UInt8], after: [[UInt8]]) {
    (
      PlanLine(header).bytes,
      [
        PlanLine(summary.tables).bytes,
        PlanLine(operationCount: summary.operationCount, digest: summary.digest).bytes,
      ]
    )
  }

  /// The lines of the operations, the last two of the plan after them.
  func operationLines() throws(Problem) -> PlanLines {
    var lines = try PlanLines(path: path)
    _ = try lines.next()
    return lines
  }
}

/// The lines of a plan, read in blocks.
struct PlanLines {
  /// The limit for the length of a line.
  private static let longestLine = 1 << 26
  private static let blockSize = 1 << 18

  private let file: FileHandle
  private var block: [UInt8] = []
  private var position = 0

  init(path: String) throws(PlanFile.Problem) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.unreadable() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(reason: "it is no regular file")
    }
    guard let file = FileHandle(forReadingAtPath: path) else { throw Self.unreadable() }
    self.file = file
  }

  /// The first line; `nil` where there is none, or nothing that looks like one.
  mutating func first() throws(PlanFile.Problem) -> [UInt8]? {
    do {
      return try next()
    } catch .damaged {
      return nil
    }
  }

  /// The next line without its end; `nil` at the end of the file.
  mutating func next() throws(PlanFile.Problem) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if let end = block[position...].firstIndex(of: UInt8(ascii: "\n")) {
        line.append(contentsOf: block[position..<end])
        position = end + 1
        return line
      }
      line.append(contentsOf: block[position...])
      guard line.count <= Self.longestLine else { throw .damaged }
      do {
        block = Array(try file.read(upToCount: Self.blockSize) ?? Data())
      } catch {
        throw Self.unreadable()
      }
      position = 0
      // A line without an end was cut off.
      guard !block.isEmpty else {
        if line.isEmpty { return nil }
        throw .damaged
      }
    }
  }

  private static func unreadable() -> PlanFile.Problem {
    .unreadable(reason: String(cString: strerror(errno)).lowercased())
  }
}
