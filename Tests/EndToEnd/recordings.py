"""Recordings made on the spot: nothing in the repository, nobody's voice."""

import random
import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

VOICE = ["-v", "en-us+m1", "-p", "40", "-s", "155"]
PAUSE_SECONDS = 1.5


@dataclass
class Recording:
    path: Path
    # When each of the spoken pieces begins, in seconds.
    starts: list
    seconds: float


def speak(pieces, folder, name):
    """An MP4 with a moving test picture in which the pieces are said one after the other, with pauses between them."""
    sound = folder / f"{name}.wav"
    starts, samples, rate = [], b"", 22050
    for piece in pieces:
        line = folder / "piece.wav"
        subprocess.run(["espeak-ng", *VOICE, "-w", line, piece], check=True, stdin=subprocess.DEVNULL)
        with wave.open(str(line)) as spoken:
            rate = spoken.getframerate()
            starts.append(len(samples) / 2 / rate)
            samples += spoken.readframes(spoken.getnframes()) + bytes(int(rate * PAUSE_SECONDS) * 2)
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    path = folder / f"{name}.mp4"
    # The picture lasts as long as the sound: both are cut at the shorter one.
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y"]
    command += ["-f", "lavfi", "-i", "testsrc=size=640x360:rate=12", "-i", sound, "-shortest"]
    command += ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "24", "-c:a", "aac", path]
    subprocess.run(command, check=True)
    return Recording(path, starts, len(samples) / 2 / rate)


def noise(folder, name, megabytes):
    """A WAV that no codec can shorten: faint noise, the same in every run."""
    path = folder / f"{name}.wav"
    source = random.Random(1926)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44100)
        for _ in range(megabytes):
            loud = bytearray(source.randbytes(1 << 20))
            # Only the low byte of each sample keeps its noise: a whisper, not a shock for whoever listens.
            loud[1::2] = bytes(len(loud) // 2)
            file.writeframes(bytes(loud))
    return path
