package org.liveupdates.hub.scenario;

import java.util.List;

/** Data that parsers like to change: each is one JSON text, to arrive character by character as it is written here. */
final class Samples {
    static final List<String> DATA = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0.0",
            "\"text\"",
            "\"\"",
            "[]",
            "{}",
            "[[[]]]",
            "[[],[[1,[2,{\"a\":[]}]]],{}]",
            "123456789012345678901234567890123456789012345678901234567890",
            "-9223372036854775809",
            "0.10000000000000000000000001",
            "1e400",
            "1E+2",
            "5e-324",
            "{\"n\":[1.0,1.10,100e-2]}",
            "\"😀👩‍👩‍👧 žluťoučký 漢字\"",
            "\"\\ud83d\\ude00 \\u00e9 \\/ \\u0000 \\u001F \\t\"",
            "\"alone \\ud800 and \\udfff\"",
            "\"a\u2028b\u2029c\"",
            "\"a\\u2028b\"",
            "\"</script><!-- & \u007f 'x' \"",
            "{\"class\":\"java.lang.Thread\",\"x-class\":\"java.util.Date\"}",
            "{\"__proto__\":{\"a\":1},\"constructor\":2,\"\":3}",
            "{\"a\":1,\"a\":2,\"b\":3,\"a\":{\"a\":4,\"a\":5}}",
            "{\"channel\":\"/meta/handshake\",\"clientId\":\"x\",\"data\":{\"data\":1},\"id\":7,\"advice\":{},\"successful\":false}",
            "{\"sid\":1795160972983,\"tid\":\"1001\",\"status\":\"inserted\",\"unknown\":[null],\"data\":{\"id\":1001}}",
            "{ \"spaces\" : [ 1 ,\t2 ] }");

    private Samples() {}
}
