import Synchronization

/// What the server has answered, for `/metrics`.
final class RequestCounts: Sendable {
  private struct Key: Hashable {
    let route: String
    let method: String
    let status: Int
  }

  private struct Numbers {
    var answers: [Key: Int] = [:]
    var seconds: [String: (sum: Double, count: Int)] = [:]
    var running = 0
    var uploadedBytes = 0
  }

  private let numbers = Mutex(Numbers())

  /// A request has begun.
  func begin() { numbers.withLock { $0.running += 1 } }

  /// A request has ended.
  ///
  /// - Parameter route: the route's path with the names of its parameters, so that there are few.
  func end(route: String, method: String, status: Int, seconds: Double) {
    numbers.withLock { numbers in
      numbers.running -= 1
      numbers.answers[Key(route: route, method: method, status: status), default: 0] += 1
      let known = numbers.seconds[route] ?? (0, 0)
      numbers.seconds[route] = (known.sum + seconds, known.count + 1)
    }
  }

  /// Bytes of an upload have arrived.
  func add(uploadedBytes: Int) { numbers.withLock { $0.uploadedBytes += uploadedBytes } }

  /// The numbers in Prometheus' text format.
  ///
  /// - Parameter children: how many commands run beside the server, and how many wait.
  func text(children: (running: Int, waiting: Int)) -> String {
    let numbers = numbers.withLock { $0 }
    var lines = [
      "# HELP registrar_children Commands that run beside the server, and that wait.",
      "# TYPE registrar_children gauge",
      "registrar_children{state=\"running\"} \(children.running)",
      "registrar_children{state=\"waiting\"} \(children.waiting)",
      "# HELP registrar_requests_running Requests that are being answered.",
      "# TYPE registrar_requests_running gauge",
      "registrar_requests_running \(numbers.running)",
      "# HELP registrar_uploaded_bytes_total Bytes of files that were uploaded.",
      "# TYPE registrar_uploaded_bytes_total counter",
      "registrar_uploaded_bytes_total \(numbers.uploadedBytes)",
      "# HELP registrar_requests_total Requests that were answered.",
      "# TYPE registrar_requests_total counter",
    ]
    let answers = numbers.answers.sorted {
      ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
    }
    for (key, count) in answers {
      lines.append(
        "registrar_requests_total{route=\"\(key.route)\",method=\"\(key.method)\","
          + "status=\"\(key.status)\"} \(count)")
    }
    lines += [
      "# HELP registrar_request_seconds How long answers took.",
      "# TYPE registrar_request_seconds summary",
    ]
    for (route, time) in numbers.seconds.sorted(by: { $0.key < $1.key }) {
      lines.append("registrar_request_seconds_sum{route=\"\(route)\"} \(time.sum)")
      lines.append("registrar_request_seconds_count{route=\"\(route)\"} \(time.count)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
