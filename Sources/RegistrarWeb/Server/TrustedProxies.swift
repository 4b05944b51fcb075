import Foundation

/// The addresses of proxies whose word about a client is believed.
public struct TrustedProxies: Sendable, Equatable {
  /// A network: the bits of an address that count.
  struct Network: Sendable, Equatable {
    let bytes: [UInt8]
    let bits: Int

    /// A network from `10.0.0.0/8`, `::1` or `192.168.1.7`; `nil` if the text is none.
    init?(_ text: String) {
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard let bytes = TrustedProxies.bytes(of: String(parts[0])) else { return nil }
      self.bytes = bytes
      guard parts.count == 2 else {
        bits = bytes.count * 8
        return
      }
      guard let bits = Int(parts[1]), (0...bytes.count * 8).contains(bits) else { return nil }
      self.bits = bits
    }

    func contains(_ address: [UInt8]) -> Bool {
      guard address.count == bytes.count else { return false }
      for (index, pair) in zip(address, bytes).enumerated() {
        let count = min(8, bits - index * 8)
        guard count > 0 else { break }
        let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - count))
        guard pair.0 & mask == pair.1 & mask else { return false }
      }
      return true
    }
  }

  private let networks: [Network]

  /// No proxy: who is connected is the client.
  public static let none = TrustedProxies(networks: [])

  init(networks: [Network]) { self.networks = networks }

  /// Proxies from texts such as `10.0.0.0/8` and `::1`; `nil` if one of them is no network.
  public init?(texts: [String]) {
    var networks: [Network] = []
    for text in texts {
      guard let network = Network(text) else { return nil }
      networks.append(network)
    }
    self.networks = networks
  }

  /// Whether an address is one of theirs.
  func contains(_ address: String) -> Bool {
    guard let bytes = Self.bytes(of: address) else { return false }
    return networks.contains { $0.contains(bytes) }
  }

  /// Who the client is: the address that the nearest proxy saw which is not trusted.
  ///
  /// - Parameters:
  ///   - peer: the address at the other end of the connection.
  ///   - forwarded: the values of `X-Forwarded-For`, in order; each proxy adds one at the end.
  func client(peer: String, forwarded: [String]) -> String {
    guard contains(peer) else { return peer }
    var client = peer
    for text in forwarded.flatMap({ $0.split(separator: ",") }).reversed() {
      let address = text.trimmingCharacters(in: .whitespaces)
      // What is no address was written by someone who is not to be believed.
      guard Self.bytes(of: address) != nil else { return client }
      client = address
      guard contains(address) else { return client }
    }
    return client
  }

  /// The bytes of an address, 4 or 16; `nil` for a text that is none.
  ///
  /// IPv4 within IPv6 counts as IPv4.
  static func bytes(of text: String) -> [UInt8]? {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      return withUnsafeBytes(of: &four) { Array($0) }
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    let bytes = withUnsafeBytes(of: &six) { Array($0) }
    let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    return isMapped ? Array(bytes.suffix(4)) : bytes
  }
}
