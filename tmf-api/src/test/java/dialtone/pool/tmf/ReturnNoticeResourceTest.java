package dialtone.pool.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.platform.tmf.OpsError;
import dialtone.pool.ReturnNotice;
import dialtone.pool.ReturnNotice.Effect;
import dialtone.pool.service.DeviceReturns;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnNoticeResourceTest {

    private static final String NOTICE = """
            {"noticeId": "shipping-7", "rma": "ORD-100001-S9", "imei": "004401050000001", "event": "RECEIVED",
             "happenedAt": "2026-11-28T11:00:00.4+01:00", "parcel": {"grams": 412}}
            """;

    private final List<ReturnNotice> taken = new ArrayList<>();
    private boolean databaseAway;

    private final ReturnNoticeResource resource = new ReturnNoticeResource(new DeviceReturns() {
        @Override
        public Effect take(ReturnNotice notice) {
            if (databaseAway) {
                throw new IllegalStateException("the database is away");
            }
            taken.add(notice);
            return Effect.UNKNOWN;
        }
    });

    @Test
    void whatIsAboutNoReturnIsTakenTooToTheSecondAndWithoutWhatIsNotKnown() {
        assertThat(answer("Bearer right", NOTICE).getStatus()).isEqualTo(204);
        assertThat(taken)
                .containsExactly(new ReturnNotice(
                        "shipping-7",
                        "ORD-100001-S9",
                        "004401050000001",
                        ReturnNotice.Event.RECEIVED,
                        Instant.parse("2026-11-28T10:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "shipping-7, ä",
        "ORD-100001-S9, ../..",
        "004401050000001, 0044",
        "RECEIVED, LOST",
        "RECEIVED, received",
        "2026-11-28T11:00:00.4+01:00, yesterday",
        "2026-11-28T11:00:00.4+01:00, 1999-11-28T11:00:00Z",
        "noticeId, id",
        "happenedAt, at"
    })
    void whatIsNoNoticeIsRefused(String said, String instead) {
        assertThat(refusal(answer("Bearer right", NOTICE.replace(said, instead))))
                .isEqualTo("400 NOT_A_NOTICE");
        assertThat(taken).isEmpty();
    }

    @Test
    void whatIsRefusedSaysWhyAndReachesNobody() throws IOException {
        assertThat(refusal(answer("Bearer wrong", NOTICE))).isEqualTo("401 SECRET_WRONG");
        assertThat(refusal(answer("Bearer right", "[]"))).isEqualTo("400 NOT_A_NOTICE");
        assertThat(refusal(answer("Bearer right", " ".repeat(ReturnNoticeResource.MAX_BODY_BYTES) + NOTICE)))
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
