import DelimitedText
import Foundation
import ImportPipeline
import TabularCore
import TestSupport

@testable import RegistrarCommands

/// A folder for the files of one test, and the output of what is run on them.
final class InspectScratch {
  private let folder: ScratchFolder

  /// What was found odd about the file that was inspected last.
  private(set) var findings = InspectionFindings(file: "")

  /// The folder's path.
  var path: String { folder.path }

  init() throws { folder = try ScratchFolder() }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String { try folder.write(name, bytes) }

  /// What `body` appends to an output.
  func output(_ body: (BufferedOutput) throws -> Void) throws -> String {
    let place = path + "/output"
    let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    let output = BufferedOutput(descriptor: descriptor)
    try body(output)
    output.flush()
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: place)), as: UTF8.self)
  }

  /// What is printed of a delimited file.
  func delimited(
    _ text: String, _ options: DialectOptions = DialectOptions(encoding: .detect),
    _ show: (any FileInspection) throws -> Void
  ) throws -> String {
    let input = try InputFile(path: try file("table.csv", Array(text.utf8)))
    findings = InspectionFindings(file: input.displayName)
    return try output { output in
      try show(
        DelimitedInspection(
          file: input, options: options, limits: Limits(), output: output, findings: findings))
    }
  }

  /// What is printed of a workbook.
  func workbook(
    at path: String, sheet: String? = nil, _ show: (any FileInspection) throws -> Void
  ) throws -> String {
    let input = try InputFile(path: path)
    findings = InspectionFindings(file: input.displayName)
    return try output { output in
      try show(
        WorkbookInspection(
          file: input, sheet: sheet, limits: Limits(), output: output, findings: findings))
    }
  }
}
