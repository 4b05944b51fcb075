import Crypto
import Foundation

/// The receipts that clean validations leave: which files, with which package, for which target, when.
///
/// They lie in the user's own folder, one small file each, never in the target.
struct ValidationReceipts {
  private struct Receipt: Codable {
    var format: String
    var target: String
    var package: String
    var files: [String]
    var validatedAt: String
  }

  private static let format = "registrar.receipt/1"

  let folder: String

  /// Leaves a receipt, in place of an earlier one for the same; returns whether that could be done.
  @discardableResult
  func leave(files: [String], packageHash: String, target: String, at now: String) -> Bool {
    let files = files.sorted()
    let receipt = Receipt(
      format: Self.format, target: target, package: packageHash, files: files, validatedAt: now)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(receipt) else { return false }
    let url = self.url(files, packageHash, target)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url, options: .atomic)
      return true
    } catch {
      return false
    }
  }

  /// Whether the same was validated cleanly within some hours before `now`.
  func holds(
    files: [String], packageHash: String, target: String, within hours: Double, of now: String
  ) -> Bool {
    let files = files.sorted()
    guard let data = try? Data(contentsOf: url(files, packageHash, target)),
      data.count < 1 << 20,
      let receipt = try? JSONDecoder().decode(Receipt.self, from: data),
      receipt.format == Self.format, receipt.files == files, receipt.package == packageHash,
      receipt.target == target,
      let then = try? Date(receipt.validatedAt, strategy: .iso8601),
      let now = try? Date(now, strategy: .iso8601)
    else { return false }
    // A receipt from the future says that a clock was changed.
    let age = now.timeIntervalSince(then)
    return age >= -60 && age <= hours * 3600
  }

  private func url(_ files: [String], _ packageHash: String, _ target: String) -> URL {
    let parts = ([target, packageHash] + files).joined(separator: "\u{1F}")
    let name = PlanWriter.hexadecimal(SHA256.hash(data: Data(parts.utf8)))
    return URL(fileURLWithPath: folder).appendingPathComponent(String(name.prefix(32)) + ".json")
  }
}
