import Crypto
import Foundation
import Schemas
import TabularCore

/// The receipt of a clean validation, kept in the store it was made for.
///
/// It is valid on every host: it is in the store, and its age is measured by the store's clock. It
/// records what was validated as one hash; the store learns nothing about the files.
public struct ValidationReceipt: Sendable, Hashable {
  /// SHA-256 over what was validated, hexadecimal.
  public var hash: String
  /// Who validated.
  public var operatorName: String
  /// On which machine.
  public var host: String
  /// The counts that were approved, as a run keeps them; empty when there were none.
  public var approvalsJSON: String

  /// A receipt by the hash of what was validated.
  public init(
    hash: String, operatorName: String = "", host: String = "", approvalsJSON: String = ""
  ) {
    self.hash = hash
    self.operatorName = operatorName
    self.host = host
    self.approvalsJSON = approvalsJSON
  }

  /// The hash of a validation.
  ///
  /// - Parameters:
  ///   - files: the SHA-256 of the files.
  ///   - options: the options that decide what a run does, as JSON.
  static func hash(
    files: [String], packageHash: String, target: String, options: String
  ) -> String {
    let parts = ["registrar.receipt/2", target, packageHash, options] + files.sorted()
    let bytes = Data(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)
    return SHA256.hash(data: bytes).hexadecimal
  }

  // MARK: In a store

  /// The newest receipt with a hash, no older than some hours by the store's clock, with the
  /// approvals of all of them.
  ///
  /// A receipt from the future means that a clock was changed, and does not count.
  public static func find(
    _ hash: String, within hours: Double, in connection: any SQLConnection
  ) throws(StoreError) -> ValidationReceipt? {
    guard try connection.hasTable("registrar_receipts") else { return nil }
    let seconds = Int(max(0, min(hours * 3600, 1e9)))
    let span: String
    switch connection.dialect {
    case .sqlite:
      span = """
        validated_at BETWEEN strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-\(seconds) seconds')
          AND strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+60 seconds')
        """
    case .postgresql:
      span = """
        validated_at BETWEEN now() - interval '\(seconds) seconds' AND now() + interval '1 minute'
        """
    }
    let rows = try connection.rows(
      """
      SELECT operator, host, approvals_json FROM registrar_receipts
      WHERE receipt = ?1 AND \(span) ORDER BY validated_at DESC LIMIT 100
      """, [.text(hash)])
    guard let newest = rows.first else { return nil }
    // An approval stays valid when somebody else validates again.
    let approvals = rows.compactMap { $0[2].text }.filter { $0.hasPrefix("[") && $0.hasSuffix("]") }
      .map { $0.dropFirst().dropLast() }.joined(separator: ",")
    return ValidationReceipt(
      hash: hash, operatorName: newest[0].text ?? "", host: newest[1].text ?? "",
      approvalsJSON: approvals.isEmpty ? "" : "[\(approvals)]")
  }

  /// Keeps the receipt with the time of the store's clock.
  public func leave(in connection: any SQLConnection) throws(StoreError) {
    let now =
      connection.dialect == .sqlite ? "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')" : "now()"
    // Two validations in the same second: the later one may have approvals that the first had not.
    let clash =
      connection.dialect == .sqlite
      ? "ON CONFLICT (receipt, validated_at) DO UPDATE SET approvals_json ="
        + " coalesce(excluded.approvals_json, registrar_receipts.approvals_json)"
      : ""
    try connection.execute(
      """
      INSERT INTO registrar_receipts (receipt, validated_at, operator, host, approvals_json)
      VALUES (?1, \(now), ?2, ?3, ?4) \(clash)
      """,
      [
        .text(hash), .text(operatorName), .text(host),
        approvalsJSON.isEmpty ? .null : .text(approvalsJSON),
      ])
  }
}
