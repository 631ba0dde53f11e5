package dialtone.event.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSignatureTest {

    @Test
    void aSubscriberChecksTheSignatureWithTheSecretItWasTold() throws Exception {
        EventSignature signature = new EventSignature("server secret");
        String body = "{\"title\":\"Grüße\"}";

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(signature.secretOf("s-1").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(signature.sign("s-1", body)).isEqualTo("sha256=" + expected);
    }

    @Test
    void eachSubscriptionHasASecretOfItsOwn() {
        EventSignature signature = new EventSignature("server secret");
        assertThat(signature.secretOf("s-1"))
                .matches("[0-9a-f]{64}")
                .isEqualTo(new EventSignature("server secret").secretOf("s-1"))
                .isNotEqualTo(signature.secretOf("s-2"))
                .isNotEqualTo(new EventSignature("another").secretOf("s-1"));
    }

    @Test
    void theServersSecretIsMadeOnceAndReadByItsOwnerAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("data").resolve("event.secret");
        String made = EventSignature.keptIn(file);
        assertThat(made).matches("[0-9a-f]{64}");
        assertThat(EventSignature.keptIn(file)).isEqualTo(made);
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
}
