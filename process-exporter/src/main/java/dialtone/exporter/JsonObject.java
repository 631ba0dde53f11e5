package dialtone.exporter;

import java.nio.charset.StandardCharsets;

/** Writes one flat JSON object (RFC 8259). The broker's own JSON library is not part of the exporter API. */
final class JsonObject {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder json = new StringBuilder(256).append('{');

    JsonObject with(String name, long value) {
        name(name).append(value);
        return this;
    }

    JsonObject with(String name, String value) {
        quote(name(name), value);
        return this;
    }

    byte[] toBytes() {
        return (json + "}").getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder name(String name) {
        if (json.length() > 1) {
            json.append(',');
        }
        return json.append('"').append(name).append("\":");
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    // a surrogate may stand alone where a text was cut; escaped it stays valid UTF-8
                    if (c < ' ' || Character.isSurrogate(c)) {
                        json.append("\\u")
                                .append(HEX.charAt(c >> 12))
                                .append(HEX.charAt((c >> 8) & 0xf))
                                .append(HEX.charAt((c >> 4) & 0xf))
                                .append(HEX.charAt(c & 0xf));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
