import Testing

@testable import Outbound

/// Where addresses lead, in every way they can be written.
struct InternetAddressTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.255.255", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
        "::1", "fd00::1", "fc00::", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2002:c0a8:101::1",
    ])
    func networksOfOnesOwnAreInside(text: String) throws {
        #expect(try #require(InternetAddress(text)).reach == .inside)
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1",
        "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.0.0.1", "::", "::7f00:1", "fe80::1", "fec0::1", "ff02::1",
        "2001:db8::1", "2001::1", "100::1", "64:ff9b:1::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::",
    ])
    func someAddressesLeadNowhere(text: String) throws {
        #expect(try #require(InternetAddress(text)).reach == .nowhere)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "198.17.0.1", "2606:4700::1111",
        "::ffff:8.8.8.8", "2a00:1450::1", "64:ff9b::808:808",
    ])
    func theRestIsOutside(text: String) throws {
        #expect(try #require(InternetAddress(text)).reach == .outside)
    }

    @Test(arguments: ["0x7f.1", "0177.0.0.1", "2130706433", "127.1", "localhost", "", "1.2.3.4.5", "::g", "1.2.3.4 "])
    func whatIsNoAddressIsNone(text: String) {
        #expect(InternetAddress(text) == nil)
    }

    @Test func addressesAreWrittenAsTheyAreRead() throws {
        #expect(try #require(InternetAddress("2001:0DB8::0001")).description == "2001:db8::1")
        #expect(try #require(InternetAddress("10.0.0.1")).description == "10.0.0.1")
    }
}
