package dialtone.esim.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.esim.DownloadNotice;
import dialtone.esim.DownloadNotice.Effect;
import dialtone.esim.service.EsimProfiles;
import dialtone.platform.tmf.OpsError;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadProgressResourceTest {

    private static final String NOTICE = """
            {"header": {"functionRequesterIdentifier": "2.999.20", "functionCallIdentifier": "call-7"},
             "iccid": "8949000000000000001", "timestamp": "2026-11-28T10:00:00Z", "notificationPointId": 4,
             "notificationPointStatus": {"status": "Executed-Success"}}
            """;

    private final List<DownloadNotice> taken = new ArrayList<>();
    private boolean databaseAway;

    private final DownloadProgressResource resource = new DownloadProgressResource(new EsimProfiles() {
        @Override
        public Effect take(DownloadNotice notice) {
            if (databaseAway) {
                throw new IllegalStateException("the database is away");
            }
            taken.add(notice);
            return Effect.UNKNOWN;
        }
    });

    @Test
    void whatIsAboutNobodysProfileIsTakenToo() {
        assertThat(answer("Bearer right", NOTICE).getStatus()).isEqualTo(204);
        assertThat(taken).hasSize(1);
    }

    @Test
    void whatIsRefusedSaysWhyAndReachesNobody() throws IOException {
        assertThat(refusal(answer("Bearer wrong", NOTICE))).isEqualTo("401 SECRET_WRONG");
        assertThat(refusal(answer("Bearer right", "{}"))).isEqualTo("400 NOT_A_NOTIFICATION");
        assertThat(refusal(answer("Bearer right", " ".repeat(DownloadProgressResource.MAX_BODY_BYTES) + NOTICE)))
                .isEqualTo("413 BODY_TOO_LARGE");
        InputStream cutShort = InputStream.nullInputStream();
        cutShort.close();
        assertThat(refusal(resource.answer("Bearer right", "right", cutShort))).isEqualTo("400 BODY_CUT_SHORT");
        assertThat(taken).isEmpty();
    }

    @Test
    void whatCannotBeTakenNowIsToBeToldAgain() {
        databaseAway = true;
        assertThat(refusal(answer("Bearer right", NOTICE))).isEqualTo("503 LATER");
    }

    private Response answer(String authorization, String body) {
        return resource.answer(authorization, "right", new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String refusal(Response answer) {
        return answer.getStatus() + " " + ((OpsError) answer.getEntity()).code();
    }
}
