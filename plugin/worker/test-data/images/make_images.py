#!/usr/bin/env python3
# Copyright (c) 2026 The Transfer Learning for KNIME authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the small images that ImageReaderTest and PreprocessorTest read, and what PIL and torchvision make of them.

Made with PIL 9.4.0 (libjpeg-turbo 2.1.5) and torchvision 0.14.1. Run it in this folder, without arguments.

    files/NAME            one image of each kind
    files/broken/NAME     images that must be refused
    expected/NAME.rgb     Image.open(NAME).convert("RGB"), Resize(26), CenterCrop(20): uint8, HWC (20, 20, 3)
    expected/NAME.bgr     the same with red and blue exchanged
    expected/NAME.gray    the same from convert("L"): uint8, (20, 20)
    expected/NAME.padded  convert("RGB"), CenterCrop(20) without resizing: zeros around what is smaller
    expected/normalized.float32   ToTensor, Normalize (ImageNet) of 16 x 16 pixels 0..255: float32 big-endian, CHW
"""
import io
import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms
from torchvision import transforms

WIDTH, HEIGHT = 54, 40


def picture():
    """Edges, gradients and noise: uint8 (HEIGHT, WIDTH, 4), red, green, blue, alpha."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    noise = np.random.default_rng(7).normal(0, 12, (HEIGHT, WIDTH, 3))
    channels = np.stack([x * 255 / WIDTH, y * 255 / HEIGHT, 127 + 127 * np.sin(x / 4 + y / 7)], axis=2) + noise
    channels[(x - 34) ** 2 + (y - 20) ** 2 < 150] = (250, 30, 60)
    channels[24:36, 5:22] = (0, 120, 255)
    alpha = np.clip(255 - 6 * np.hypot(x - 30, y - 25), 0, 255)[..., None]
    return np.concatenate([np.clip(channels, 0, 255), alpha], axis=2).astype(np.uint8)


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(name, samples, color_type, bits=8, interlaced=False, extra=b""):
    """Writes a PNG of any kind. samples: (height, width) or (height, width, channels)."""
    def scan_lines(part):
        lines = b""
        for line in part.reshape(part.shape[0], -1):
            if bits == 16:
                content = line.astype(">u2").tobytes()
            elif bits == 8:
                content = line.astype(np.uint8).tobytes()
            else:
                binary = "".join(format(v, f"0{bits}b") for v in line)
                binary += "0" * (-len(binary) % 8)
                content = bytes(int(binary[i:i + 8], 2) for i in range(0, len(binary), 8))
            lines += b"\0" + content
        return lines
    height, width = samples.shape[:2]
    if interlaced:  # Adam7
        data = b"".join(scan_lines(samples[y::dy, x::dx]) for y, x, dy, dx in (
            (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)))
    else:
        data = scan_lines(samples)
    with open("files/" + name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n"
                   + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, color_type, 0, 0, interlaced))
                   + extra + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b""))


def jpeg_bytes(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def write(name, content):
    with open("files/" + name, "wb") as file:
        file.write(content)


def foreign_profile():
    """An sRGB profile with the primaries exchanged: whoever applies it swaps red and blue."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)  # not the time of this run
    profile[:] = profile.replace(b"rXYZ", b"tmpX", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmpX", b"bXYZ", 1)
    return bytes(profile)


def without_jfif(jpeg):
    """Drops the JFIF segment, which comes first."""
    length = struct.unpack(">H", jpeg[4:6])[0]
    assert jpeg[2:4] == b"\xff\xe0"
    return jpeg[:2] + jpeg[4 + length:]


def jpegs(rgba):
    rgb = Image.fromarray(rgba[..., :3])
    write("rgb-420.jpg", jpeg_bytes(rgb, quality=88, subsampling=2))
    write("rgb-422.jpg", jpeg_bytes(rgb, quality=80, subsampling=1))
    write("rgb-444.jpg", jpeg_bytes(rgb, quality=80, subsampling=0))
    write("progressive.jpg", jpeg_bytes(rgb, quality=80, progressive=True))
    write("gray.jpg", jpeg_bytes(rgb.convert("L"), quality=80))
    write("profile.jpg", jpeg_bytes(rgb, quality=80, icc_profile=foreign_profile()))
    exif = Image.Exif()
    exif[0x112] = 6  # to be turned by 90 degrees: torchvision does not
    write("exif-orientation.jpg", jpeg_bytes(rgb, quality=80, exif=exif))
    cmyk = jpeg_bytes(rgb.convert("CMYK"), quality=80)
    write("cmyk.jpg", cmyk)
    adobe = cmyk.index(b"Adobe")
    write("ycck.jpg", cmyk[:adobe + 11] + b"\2" + cmyk[adobe + 12:])
    plain = without_jfif(jpeg_bytes(rgb, quality=80, subsampling=0))
    write("no-marker-444.jpg", plain)  # Y, Cb, Cr by the component numbers 1, 2, 3
    write("adobe-rgb.jpg", plain[:2] + b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\0" + plain[2:])  # stored as RGB
    return cmyk


def pngs(rgba):
    gray = rgba[..., 1]
    rgb = Image.fromarray(rgba[..., :3])
    rgb.save("files/rgb.png", optimize=True)
    png("gray-1.png", gray >> 7, 0, 1)
    png("gray-2.png", gray >> 6, 0, 2)
    png("gray-4.png", gray >> 4, 0, 4)
    png("gray-16.png", gray.astype(np.uint16) * 251 + 19, 0, 16)
    png("gray-alpha.png", rgba[..., [1, 3]], 4)
    png("gray-alpha-16.png", rgba[..., [1, 3]].astype(np.uint16) * 249 + 7, 4, 16)
    png("rgba.png", rgba, 6)
    png("rgb-16.png", rgba[..., :3].astype(np.uint16) * 253 + 11, 2, 16)
    png("interlaced.png", rgba[..., :3], 2, interlaced=True)
    png("rgb-transparent-color-gamma.png", rgba[..., :3], 2,
        extra=chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"tRNS", struct.pack(">HHH", 0, 120, 255)))
    palette = rgb.quantize(16)
    colors = chunk(b"PLTE", bytes(palette.getpalette()[:48]))
    indices = np.asarray(palette)
    png("palette.png", indices, 3, 4, extra=colors)
    png("palette-transparent.png", indices, 3, 8,
        extra=colors + chunk(b"tRNS", bytes(range(0, 256, 16))))
    Image.fromarray(rgba[:1, :1, :3]).save("files/1x1.png")
    Image.fromarray(rgba[:3, :, :3].repeat(4, axis=1)[:, :200]).save("files/200x3.png", optimize=True)
    Image.fromarray(rgba[:, :3, :3].repeat(4, axis=0)[:200]).save("files/3x200.png", optimize=True)


def gifs(rgba):
    palette = Image.fromarray(rgba[..., :3]).quantize(16)
    palette.save("files/gif.gif")
    palette.save("files/animated.gif", save_all=True, append_images=[palette.rotate(180)], loop=0)
    frame = palette.crop((0, 0, 44, 30))
    for name, options in (("frame-on-screen.gif", {}), ("frame-on-screen-transparent.gif", {"transparency": 3})):
        out = io.BytesIO()
        frame.save(out, "GIF", **options)
        content = bytearray(out.getvalue())
        descriptor = content.index(b",\0\0\0\0" + struct.pack("<HH", 44, 30))
        content[6:10] = struct.pack("<HH", 60, 50)
        content[descriptor + 1:descriptor + 5] = struct.pack("<HH", 9, 4)
        write(name, content)


def bmps_and_tiffs(rgba):
    rgb = Image.fromarray(rgba[..., :3])
    rgb.save("files/rgb.bmp")
    rgb.quantize(16).save("files/palette.bmp")
    rgb.convert("1").save("files/1-bit.bmp")
    values = rgba.astype(np.uint16)
    packed = (values[..., 0] >> 3 << 11) | (values[..., 1] >> 2 << 5) | values[..., 2] >> 3
    header = struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, 16, 3, packed.nbytes, 2835, 2835, 0, 0)
    header += struct.pack("<III", 0xf800, 0x07e0, 0x001f)
    write("rgb-565.bmp", b"BM" + struct.pack("<IHHI", 14 + len(header) + packed.nbytes, 0, 0, 14 + len(header))
          + header + packed[::-1].astype("<u2").tobytes())
    rgb.save("files/rgb-lzw.tif", compression="tiff_lzw")
    rgb.save("files/rgb-jpeg.tif", compression="jpeg")
    Image.fromarray(rgba).save("files/rgba-deflate.tif", compression="tiff_adobe_deflate")
    rgb.convert("CMYK").save("files/cmyk.tif", compression="tiff_lzw")
    rgb.convert("L").save("files/gray.tif", compression="packbits")
    rgb.convert("1").save("files/1-bit.tif", compression="group4")
    Image.fromarray(rgba[..., 1].astype(np.uint16) * 251 + 19).save("files/gray-16.tif")


def broken(cmyk):
    os.makedirs("files/broken", exist_ok=True)

    def content(name):
        with open("files/" + name, "rb") as file:
            return file.read()
    jpeg = content("rgb-420.jpg")
    write("broken/half.jpg", jpeg[:len(jpeg) // 2])
    write("broken/no-end.jpg", jpeg[:-40])
    write("broken/header-only.jpg", jpeg[:200])
    write("broken/half-progressive.jpg", content("progressive.jpg")[:-600])
    write("broken/half-cmyk.jpg", cmyk[:len(cmyk) // 2])
    for name in ("rgb.png", "gif.gif", "rgb.bmp", "rgb-lzw.tif", "interlaced.png"):
        whole = content(name)
        write("broken/half-" + name, whole[:len(whole) // 2])
    write("broken/text.jpg", b"This is a text, whatever its name says.\n")
    write("broken/empty.jpg", b"")
    write("broken/picture.webp", b"RIFF\x24\0\0\0WEBPVP8 ")
    write("broken/too-large.png", b"\x89PNG\r\n\x1a\n"
          + chunk(b"IHDR", struct.pack(">IIBBBBB", 40000, 30000, 8, 2, 0, 0, 0))
          + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))
    float32 = Image.fromarray(np.linspace(0, 1, 48, dtype=np.float32).reshape(6, 8))
    float32.save("files/broken/float.tif")


def opened(name):
    image = Image.open("files/" + name)
    if image.mode.startswith("I"):  # 16-bit gray: PIL would clip at 255; we keep the upper 8 bits as it does for color
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    return image


def expect(name):
    def store(kind, image):
        with open(f"expected/{name}.{kind}", "wb") as file:
            file.write(np.asarray(image).tobytes())
    crop = transforms.Compose([transforms.Resize(26), transforms.CenterCrop(20)])
    rgb = crop(opened(name).convert("RGB"))
    store("rgb", rgb)
    if name in ("rgb.png", "rgb-420.jpg"):
        store("bgr", np.asarray(rgb)[..., ::-1])
        store("gray", crop(opened(name).convert("L")))
        store("padded", transforms.CenterCrop(20)(opened(name).convert("RGB")))
    if name in ("1x1.png", "3x200.png", "200x3.png"):
        store("padded", transforms.CenterCrop(20)(opened(name).convert("RGB")))


def expect_normalized():
    values = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    normalize = transforms.Compose([transforms.ToTensor(),
                                    transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))])
    with open("expected/normalized.float32", "wb") as file:
        file.write(normalize(Image.fromarray(values)).numpy().astype(">f4").tobytes())


if __name__ == "__main__":
    os.makedirs("files", exist_ok=True)
    os.makedirs("expected", exist_ok=True)
    source = picture()
    cmyk_jpeg = jpegs(source)
    pngs(source)
    gifs(source)
    bmps_and_tiffs(source)
    broken(cmyk_jpeg)
    for file_name in sorted(os.listdir("files")):
        if file_name != "broken":
            expect(file_name)
    expect_normalized()
