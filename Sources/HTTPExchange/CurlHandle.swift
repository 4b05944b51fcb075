internal import CLibCurl

/// An easy handle of libcurl, freed at its end.
final class CurlHandle {
  private let handle: UnsafeMutableRawPointer

  init() throws(HTTPFailure) {
    guard let handle = CLibCurlMake() else {
      throw HTTPFailure(.malformed, mayHaveArrived: false, reason: "libcurl cannot start")
    }
    self.handle = handle
  }

  deinit { CLibCurlFree(handle) }

  /// Forgets all options; keeps connections and cookies.
  func reset() { CLibCurlReset(handle) }

  // An option is refused only for want of memory, or by a library without it: the checks of certificates are
  // on unless told otherwise, and every exchange is tested against what the options promise.

  func set(_ option: CURLoption, _ value: Int) { _ = CLibCurlSetNumber(handle, option, value) }
  func set(_ option: CURLoption, _ value: String) { _ = CLibCurlSetText(handle, option, value) }
  func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
    _ = CLibCurlSetList(handle, option, list)
  }

  /// Runs the exchange that the options describe; its bytes go to and come from a transfer.
  func perform(_ transfer: Transfer) -> CURLcode {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    _ = CLibCurlSetSink(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Transfer.from(context).receive(bytes, size * count)
    }
    _ = CLibCurlSetPointer(handle, CURLOPT_WRITEDATA, context)
    _ = CLibCurlSetSink(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Transfer.from(context).receiveField(bytes, size * count)
    }
    _ = CLibCurlSetPointer(handle, CURLOPT_HEADERDATA, context)
    _ = CLibCurlSetSink(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
      Transfer.from(context).send(bytes, size * count)
    }
    _ = CLibCurlSetPointer(handle, CURLOPT_READDATA, context)
    return withExtendedLifetime(transfer) { CLibCurlPerform(handle) }
  }

  func number(_ info: CURLINFO) -> Int {
    var value = 0
    return CLibCurlGetNumber(handle, info, &value) == CURLE_OK ? value : 0
  }

  /// The cookies, a line each.
  func cookies() -> [String] {
    var list: UnsafeMutablePointer<curl_slist>?
    guard CLibCurlGetList(handle, CURLINFO_COOKIELIST, &list) == CURLE_OK else { return [] }
    defer { CLibCurlFreeList(list) }
    var lines: [String] = []
    var item = list
    while let current = item {
      if let text = current.pointee.data { lines.append(String(cString: text)) }
      item = current.pointee.next
    }
    return lines
  }
}
