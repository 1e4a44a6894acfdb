"""Uploaded files."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class File:
    """One upload. It is private to its owner until it is shared in `channels`."""

    id: str
    name: str
    title: str
    user: str
    created: int
    mimetype: str = "application/octet-stream"
    content: bytes = b""
    completed: bool = False
    channels: list[str] = field(default_factory=list)

    def to_json(self, url: str) -> dict[str, Any]:
        """Slack's file object; `url` is the workspace's address with a slash at its end."""
        suffix = self.name.rpartition(".")[2] if "." in self.name else ""
        private = f"{url}files-pri/{self.id}/{self.name}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": self.mimetype,
            "filetype": suffix or "binary",
            "pretty_type": suffix.upper() or "Binary",
            "user": self.user,
            "editable": False,
            "size": len(self.content),
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": private,
            "url_private_download": private,
            "permalink": f"{url}files/{self.user}/{self.id}/{self.name}",
            "channels": list(self.channels),
            "groups": [],
            "ims": [],
        }
