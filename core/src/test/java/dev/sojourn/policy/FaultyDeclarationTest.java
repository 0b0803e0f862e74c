package dev.sojourn.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyDeclarationTest {

    private static final Fault BLANK = new Fault("rule 'a'", "is blank", "write something");
    private static final Fault LONG = new Fault("rule 'b'", "is long", "write less");

    @Test
    void tellsEveryFaultInItsMessage() {
        assertThat(new FaultyDeclaration("policy 'shop'", List.of(BLANK, LONG)))
                .hasMessage("policy 'shop' has 2 faults:\n  - rule 'a': is blank; write something"
                        + "\n  - rule 'b': is long; write less");
        assertThat(new FaultyDeclaration("policy 'shop'", List.of(BLANK)))
                .hasMessage("policy 'shop' has 1 fault:\n  - rule 'a': is blank; write something");
    }

    @Test
    void keepsItsFaultsWhenSerialised() throws IOException, ClassNotFoundException {
        FaultyDeclaration refusal = new FaultyDeclaration("policy 'shop'", List.of(BLANK, LONG));

        assertThat(copyOf(refusal).faults()).containsExactly(BLANK, LONG);
    }

    @Test
    void givesNobodyItsOwnList() {
        List<Fault> faults = new FaultyDeclaration("policy 'shop'", List.of(BLANK)).faults();

        assertThatThrownBy(() -> faults.add(LONG)).isInstanceOf(UnsupportedOperationException.class);
    }

    private static FaultyDeclaration copyOf(FaultyDeclaration refusal) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refusal);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (FaultyDeclaration) in.readObject();
        }
    }
}
